"""Stands in for Airflow's SparkSubmitOperator in a test: keeps its arguments and its order."""


class SparkSubmitOperator:
    built = []

    def __init__(self, **arguments):
        self.arguments = arguments
        self.after = []
        SparkSubmitOperator.built.append(self)

    def __rshift__(self, later):
        later.after.append(self.arguments["task_id"])
        return later
