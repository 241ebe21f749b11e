"""Rules without Python: TOML files of equations, conditions, phrases and deadlines."""

from gikqa.rule_files.rule_file import RuleFile, load_rule_file, read_rule_file, rule_file_schema

__all__ = ["RuleFile", "load_rule_file", "read_rule_file", "rule_file_schema"]
