"""Every related pair of an archive, on as many machines as Spark has.

    spark-submit spark/related.py STORIES PAIRS [--shared FOLDER] [--postings FOLDER] [--most 64]
        [--wireprint PATH]

STORIES is a file or folder of JSON Lines as `wireprint overlap` takes them, or of Parquet with those
columns where its name ends so; PAIRS the folder that the pairs are written to, one JSON object a line.
`--postings` keeps the fingerprints, as Parquet in shards by hash, for whoever joins them again. It gives the pairs that `wireprint overlap --disk` gives,
by the same steps: `wireprint fingerprint` and `wireprint judge` run in a pipe on every part of the
data, and `candidates.sql` joins between them. The program must be on every worker.

What is shuffled are postings (a hash, a flag and an id: about 130 a story), and twice the texts of
candidates; or their places alone where `--shared` names a folder that every worker sees: then the
stories are written there, and read there by whoever compares them. A hash that more than `--most` stories have is dropped before the join, so no part is
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
        # The story as JSON; or its place, a string of JSON too.
        StructField("story", StringType(), False),
        StructField("hashes", ArrayType(LongType(), False), False),
        StructField("keys", ArrayType(LongType(), False), False),
    ]
)


def printed(line: str) -> list[Row]:
    """A line of `wireprint fingerprint` as a row: the story stays the text that it is.

    A line that could not be read has an `error` and gives none.
    """
    found = json.loads(line)
    if "error" in found:
        return []
    story = found.get("story") or found["place"]
    name = found["id"] if "place" in found else story["id"]
    return [Row(name, json.dumps(story), found["hashes"], found["keys"])]


def piped(program: str, step: str, *options: str) -> str:
    """A step of the command line; it ends with 1 where it tells of lines that could not be read."""
    return shlex.join(["sh", "-c", f"{shlex.join([program, step, *options])} || test $? -eq 1"])


def related(spark: SparkSession, given: argparse.Namespace):
    """The related pairs of the stories, as lines of JSON."""
    stories, shared = given.stories, given.shared
    if stories.endswith(".parquet"):
        lines = spark.read.parquet(stories).toJSON()
    else:
        lines = spark.sparkContext.textFile(stories, spark.sparkContext.defaultParallelism)
    into = ["--into", shared] if shared else []
    prints = lines.pipe(piped(given.wireprint, "fingerprint", *into), checkCode=True)
    prints = spark.createDataFrame(prints.flatMap(printed), PRINTED)
    prints.persist(StorageLevel.DISK_ONLY).createOrReplaceTempView("prints")
    postings = spark.sql(
        """
        SELECT explode(hashes) AS hash, false AS is_key, id AS story FROM prints
        UNION ALL
        SELECT explode(keys) AS hash, true AS is_key, id AS story FROM prints
        """
    )
    if given.postings:
        sharded = postings.withColumn("shard", postings.hash % SHARDS)
        sharded.repartition("shard").write.partitionBy("shard").parquet(given.postings)
        postings = spark.read.parquet(given.postings)
    postings.createOrReplaceTempView("postings")
    spark.createDataFrame([(given.most,)], "most int").createOrReplaceTempView("limits")
    spark.sql(CANDIDATES.read_text()).createOrReplaceTempView("candidates")
    # The first stories last: those that have the same one come one after the other, and it is read once.
    candidates = spark.sql(
        """
        SELECT one.story AS a, other.story AS b, candidates.is_report
        FROM candidates
        JOIN prints AS other ON other.id = candidates.b
        JOIN prints AS one ON one.id = candidates.a
        """
    )
    judged = candidates.rdd.map(
        lambda row: f'{{"a":{row.a},"b":{row.b},"is_report":{json.dumps(row.is_report)}}}'
    )
    from_ = ["--from", shared] if shared else []
    return judged.pipe(piped(given.wireprint, "judge", *from_), checkCode=True)


def main() -> None:
    """Reads the arguments and runs the job."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("stories")
    arguments.add_argument("pairs")
    arguments.add_argument("--shared")
    arguments.add_argument("--postings")
    arguments.add_argument("--most", type=int, default=64)
    arguments.add_argument("--wireprint", default="wireprint")
    given = arguments.parse_args()
    spark = SparkSession.builder.appName("wireprint").getOrCreate()
    pairs = related(spark, given)
    pairs.saveAsTextFile(given.pairs)
    spark.stop()


if __name__ == "__main__":
    main()
