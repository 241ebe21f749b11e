-- DuckDB: which bodies have most to mend, with the rules in question.
select
  publisher,
  count(*) filter (severity = 'error') as errors,
  count(*) filter (severity = 'warning') as warnings,
  string_agg(distinct rule, ', ' order by rule) as rules
from read_parquet('findings.parquet')
where severity in ('error', 'warning')
group by publisher
order by errors desc, warnings desc, publisher
limit 20
