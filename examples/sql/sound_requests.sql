-- DuckDB: requests by year, of the reports whose table three has no error. Cells are columns of the
-- export, named by their paths; a blank is null and is not counted as zero.
select
  year,
  count(*) as reports,
  sum("requests.new_received.total") as received,
  count("requests.new_received.total") as reports_that_say
from read_parquet('reports.parquet') as report
where not exists (
  select 1
  from read_parquet('findings.parquet') as finding
  where finding.report_id = report.report_id and finding.rule like 'GIK3%' and severity = 'error'
)
group by year
order by year
