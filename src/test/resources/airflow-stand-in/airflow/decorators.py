"""Stands in for Airflow's task decorator in a test: a call keeps the function for later."""


class Result:
    def __init__(self, function):
        self.function = function


def task(function):
    return lambda: Result(function)
