"""Every related pair of an archive, on as many machines as Spark has.

    spark-submit spark/related.py STORIES PAIRS [--postings FOLDER] [--most 64] [--wireprint PATH]

STORIES is a file or folder of JSON Lines as `wireprint overlap` takes them, or of Parquet with those
columns where its name ends so; PAIRS the folder that the pairs are written to, one JSON object a line.
`--postings` keeps the fingerprints, as Parquet in shards by hash, for whoever joins them again. It gives the pairs that `wireprint overlap --disk` gives,
by the same steps: `wireprint fingerprint` and `wireprint judge` run in a pipe on every part of the
data, and `candidates.sql` joins between them. The program must be on every worker.

What is shuffled are postings (a hash, a flag and an id: about 130 a story), and twice the texts of
candidates. A hash that more than `--most` stories have is dropped before the join, so no part is
larger than its share by more than that squared.
"""

import argparse
import json
import shlex
from pathlib import Path

from pyspark import StorageLevel
from pyspark.sql import Row, SparkSession
from pyspark.sql.types import ArrayType, LongType, StringType, StructField, StructType

CANDIDATES = Path(__file__).with_name("candidates.sql")

# Of the postings that are kept: by the lowest bits, for winnowing keeps the smaller hashes.
SHARDS = 64

PRINTED = StructType(
    [
        StructField("id", StringType(), False),
        StructField("story", StringType(), False),
        StructField("hashes", ArrayType(LongType(), False), False),
        StructField("keys", ArrayType(LongType(), False), False),
    ]
)


def printed(line: str) -> Row:
    """A line of `wireprint fingerprint` as a row: the story stays the text that it is."""
    found = json.loads(line)
    story = found["story"]
    return Row(story["id"], json.dumps(story), found["hashes"], found["keys"])


def related(spark: SparkSession, stories: str, kept: str | None, most: int, wireprint: str):
    """The related pairs of the stories, as lines of JSON."""
    program = shlex.quote(wireprint)
    if stories.endswith(".parquet"):
        lines = spark.read.parquet(stories).toJSON()
    else:
        lines = spark.sparkContext.textFile(stories, spark.sparkContext.defaultParallelism)
    # A line that cannot be read has an `error` and no story; the pipe's own status does not count it.
    fingerprint = shlex.join(["sh", "-c", f"{program} fingerprint || test $? -eq 1"])
    prints = lines.pipe(fingerprint, checkCode=True)
    prints = prints.filter(lambda line: not line.startswith('{"id"'))
    prints = spark.createDataFrame(prints.map(printed), PRINTED)
    prints.persist(StorageLevel.DISK_ONLY).createOrReplaceTempView("prints")
    postings = spark.sql(
        """
        SELECT explode(hashes) AS hash, false AS is_key, id AS story FROM prints
        UNION ALL
        SELECT explode(keys) AS hash, true AS is_key, id AS story FROM prints
        """
    )
    if kept:
        sharded = postings.withColumn("shard", postings.hash % SHARDS)
        sharded.repartition("shard").write.partitionBy("shard").parquet(kept)
        postings = spark.read.parquet(kept)
    postings.createOrReplaceTempView("postings")
    spark.createDataFrame([(most,)], "most int").createOrReplaceTempView("limits")
    spark.sql(CANDIDATES.read_text()).createOrReplaceTempView("candidates")
    candidates = spark.sql(
        """
        SELECT one.story AS a, other.story AS b, candidates.is_report
        FROM candidates
        JOIN prints AS one ON one.id = candidates.a
        JOIN prints AS other ON other.id = candidates.b
        """
    )
    judged = candidates.rdd.map(
        lambda row: f'{{"a":{row.a},"b":{row.b},"is_report":{json.dumps(row.is_report)}}}'
    )
    return judged.pipe(f"{program} judge", checkCode=True)


def main() -> None:
    """Reads the arguments and runs the job."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("stories")
    arguments.add_argument("pairs")
    arguments.add_argument("--postings")
    arguments.add_argument("--most", type=int, default=64)
    arguments.add_argument("--wireprint", default="wireprint")
    given = arguments.parse_args()
    spark = SparkSession.builder.appName("wireprint").getOrCreate()
    pairs = related(spark, given.stories, given.postings, given.most, given.wireprint)
    pairs.saveAsTextFile(given.pairs)
    spark.stop()


if __name__ == "__main__":
    main()
