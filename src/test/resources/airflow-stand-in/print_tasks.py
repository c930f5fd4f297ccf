"""Loads a DAG file on the stand-ins and prints its tasks as JSON, variables filled in.

print_tasks.py DAG_FILE NAME=VALUE...
"""

import json
import re
import runpy
import sys

runpy.run_path(sys.argv[1])

from airflow.models import Variable
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

variables = dict(pair.split("=", 1) for pair in sys.argv[2:])
Variable.values = variables


def rendered(value):
    if isinstance(value, str):
        return re.sub(r"{{ var\.value\.(\w+) }}", lambda found: variables[found[1]], value)
    if isinstance(value, list):
        return [rendered(element) for element in value]
    if isinstance(value, dict):
        return {key: rendered(element) for key, element in value.items()}
    return value


json.dump(
    [
        {
            "arguments": {
                name: value if name in mapped else rendered(value)
                for name, value in arguments.items()
            },
            "mapped": mapped,
            "after": task.after,
        }
        for task in SparkSubmitOperator.built
        for arguments, mapped in task.tasks()
    ],
    sys.stdout,
)
