-- A test as dbt has them: it fails if it returns rows. With dbt-duckdb, put it into tests/.
-- Findings: gikqa lint reports.parquet -o findings.parquet
select report_id, publisher, year, rule, message
from read_parquet('findings.parquet')
where severity = 'error' and confidence = 'proved'
order by report_id, rule, message
