"""The pipeline of netdiffus as an Airflow DAG: captures to a report, one task a verb.

Every task is idempotent: a verb whose output stands complete from the same settings and input ends
at once, and one that was cut off leaves nothing that a later task would read; train-denoiser goes on
from its last checkpoint, the others start clean. So tasks may be retried and cleared freely, with
two exceptions:

- A task whose settings or input changed since its output was written ends with exit code 2, and so
  it does in every retry: give the pipeline another netdiffus_output, or run that verb once by hand
  with --overwrite.
- One run at a time writes an output: a second one ends with exit code 2 while the first holds its
  lock, so this DAG has max_active_runs = 1.

Settings come from Airflow's variables (Admin > Variables), read when a task runs:

    netdiffus_jar         the shaded jar, reachable by spark-submit
    netdiffus_captures    folder of captures, one sub-folder per label
    netdiffus_output      folder that receives series, tiles, model, synthetic, recovered and report
    netdiffus_settings    folder of settings files, one a verb (a copy of jobs/settings)
    netdiffus_properties  a properties file for Spark (conf/spark/yarn.properties, for example)

The master comes from the Spark connection netdiffus_spark.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

OUTPUT = "{{ var.value.netdiffus_output }}"

# Verb by verb: the settings that say where it reads and writes. The rest is in its settings file.
PATHS = {
    "extract-series": {
        "extract.input": "{{ var.value.netdiffus_captures }}",
        "extract.output": f"{OUTPUT}/series",
    },
    "render-tiles": {
        "render.input": f"{OUTPUT}/series",
        "render.output": f"{OUTPUT}/tiles",
    },
    "train-denoiser": {
        "train.input": f"{OUTPUT}/tiles",
        "train.output": f"{OUTPUT}/model",
    },
    "sample-tiles": {
        "sample.model": f"{OUTPUT}/model",
        "sample.output": f"{OUTPUT}/synthetic",
    },
    "recover-series": {
        "recover.input": f"{OUTPUT}/synthetic",
        "recover.output": f"{OUTPUT}/recovered",
    },
    "evaluate": {
        "evaluate.real": f"{OUTPUT}/tiles",
        "evaluate.synthetic": f"{OUTPUT}/synthetic",
        "evaluate.model": f"{OUTPUT}/model",
        "evaluate.output": f"{OUTPUT}/report",
    },
}

# Which verb reads what another has written.
AFTER = {
    "render-tiles": ["extract-series"],
    "train-denoiser": ["render-tiles"],
    "sample-tiles": ["train-denoiser"],
    "recover-series": ["sample-tiles"],
    "evaluate": ["render-tiles", "sample-tiles"],
}


def arguments(verb):
    """The command line of a verb, as submit/run would be given it."""
    words = [verb, "--conf", "{{ var.value.netdiffus_settings }}/" + verb + ".conf"]
    for key, value in PATHS[verb].items():
        words += ["--set", f"{key}={value}"]
    return words


with DAG(
    dag_id="netdiffus_pipeline",
    description="Captures to synthetic traffic and its evaluation",
    start_date=datetime(2026, 1, 1),
    schedule=None,
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=5)},
    tags=["netdiffus"],
) as dag:
    tasks = {
        verb: SparkSubmitOperator(
            task_id=verb,
            conn_id="netdiffus_spark",
            name="netdiffus-" + verb,
            java_class="org.netdiffus.jobs.Main",
            application="{{ var.value.netdiffus_jar }}",
            application_args=arguments(verb),
            properties_file="{{ var.value.netdiffus_properties }}",
            env_vars={"OMP_NUM_THREADS": "1"},
        )
        for verb in PATHS
    }
    for verb, earlier in AFTER.items():
        for before in earlier:
            tasks[before] >> tasks[verb]
