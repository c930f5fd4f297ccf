"""N new synthetic sets from a trained model as an Airflow DAG: a task for each set and class.

Each task draws one class of one set and the next one turns its tiles into series. Sets differ by
their seed, which follows from their number, so a task that is retried or cleared does the same
again: it ends at once where its output stands complete, and goes on where it was cut off.

Settings come from Airflow's variables (Admin > Variables), read when a task runs:

    netdiffus_jar         the shaded jar, reachable by spark-submit
    netdiffus_output      folder with the model (a run of netdiffus_pipeline); receives sets/
    netdiffus_settings    folder of settings files, one a verb (a copy of jobs/settings)
    netdiffus_properties  a properties file for Spark (conf/spark/yarn.properties, for example)
    netdiffus_labels      classes to draw, separated by commas; they stand in the model's run.json

and from the run's parameters (Trigger DAG w/ config): sets, first_set and per_class. The master comes
from the Spark connection netdiffus_spark.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.decorators import task
from airflow.models import Variable
from airflow.operators.python import get_current_context
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

# Tasks that may draw at a time, over all sets: each holds the executors of its properties file.
AT_A_TIME = 2


def places():
    """Number of each set, class, and the folder of both: what the tasks are made for."""
    parameters = get_current_context()["params"]
    labels = [label.strip() for label in Variable.get("netdiffus_labels").split(",")]
    output = Variable.get("netdiffus_output")
    first = int(parameters["first_set"])
    return [
        (number, label, f"{output}/sets/{number:04d}/{index:03d}")
        for number in range(first, first + int(parameters["sets"]))
        for index, label in enumerate(labels)
    ]


def words(verb, settings):
    """The command line of a verb. What a mapped task is given is not a template: it is filled in here."""
    line = [verb, "--conf", Variable.get("netdiffus_settings") + "/" + verb + ".conf"]
    for key, value in settings.items():
        line += ["--set", f"{key}={value}"]
    return line


@task
def drawings():
    """The command line of sample-tiles for each set and class."""
    per_class = int(get_current_context()["params"]["per_class"])
    model = Variable.get("netdiffus_output") + "/model"
    quoted = lambda label: '"' + label.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return [
        words(
            "sample-tiles",
            {
                "sample.model": model,
                "sample.output": folder + "/synthetic",
                "sample.per-class": "{" + quoted(label) + "=" + str(per_class) + "}",
                "sample.seed": number,
            },
        )
        for number, label, folder in places()
    ]


@task
def recoveries():
    """The command line of recover-series for each set and class."""
    return [
        words(
            "recover-series",
            {"recover.input": folder + "/synthetic", "recover.output": folder + "/recovered"},
        )
        for _, _, folder in places()
    ]


def mapped(verb):
    """A task of the verb for each command line that it is given."""
    return SparkSubmitOperator.partial(
        task_id=verb,
        conn_id="netdiffus_spark",
        name="netdiffus-" + verb,
        java_class="org.netdiffus.jobs.Main",
        application="{{ var.value.netdiffus_jar }}",
        properties_file="{{ var.value.netdiffus_properties }}",
        env_vars={"OMP_NUM_THREADS": "1"},
        max_active_tis_per_dag=AT_A_TIME,
    )


with DAG(
    dag_id="netdiffus_synthetic",
    description="New synthetic sets from a trained model",
    start_date=datetime(2026, 1, 1),
    schedule=None,
    catchup=False,
    max_active_runs=1,
    params={"sets": 1, "first_set": 1, "per_class": 1000},
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
    tags=["netdiffus"],
) as dag:
    drawn = mapped("sample-tiles").expand(application_args=drawings())
    recovered = mapped("recover-series").expand(application_args=recoveries())
    drawn >> recovered
