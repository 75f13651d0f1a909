-- Which stories share enough to be compared: the second and third pass of `wireprint overlap --disk`
-- (src/formats/archive), for any engine that speaks SQL.
--
-- Takes   postings (hash, is_key, story): one row for each hash, and each event key, of each story;
--         limits (most): a hash that more stories than this have is left out.
-- Gives   (a, b, is_report): two stories, a before b, and whether they may report the same event.
--
-- How rare a hash must be, alone or together with others, is what src/library/evidence.rs says.

WITH telling AS (
  SELECT hash, is_key, CAST(floor(log2(floor(2000 / stories))) AS INT) + 1 AS rarity
  FROM (
    SELECT hash, is_key, count(*) AS stories FROM postings GROUP BY hash, is_key
  ) AS counted
  WHERE stories BETWEEN 2 AND (SELECT most FROM limits)
),
shared AS (
  SELECT one.story AS a, other.story AS b, telling.is_key, telling.rarity
  FROM telling
  JOIN postings AS one ON one.hash = telling.hash AND one.is_key = telling.is_key
  JOIN postings AS other ON other.hash = telling.hash AND other.is_key = telling.is_key
  WHERE one.story < other.story
),
evidence AS (
  SELECT
    a,
    b,
    max(CASE WHEN is_key THEN 0 ELSE rarity END) AS rarest,
    sum(CASE WHEN is_key THEN 0 ELSE rarity END) AS together,
    sum(CASE WHEN is_key THEN 1 ELSE 0 END) AS event_keys
  FROM shared
  GROUP BY a, b
)
SELECT a, b, event_keys >= 2 AS is_report
FROM evidence
WHERE rarest >= 7 OR together >= 14 OR event_keys >= 2
