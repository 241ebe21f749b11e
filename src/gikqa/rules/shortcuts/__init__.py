"""Which reports of a batch some rules have to judge: saves work, changes no verdict.

One module for each rule whose search no finder and no condition can express. This folder may be
deleted: every rule then judges every report, with the same findings.
"""
