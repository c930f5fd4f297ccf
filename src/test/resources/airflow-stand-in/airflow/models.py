"""Stands in for Airflow's variables in a test."""


class Variable:
    values = {}

    @classmethod
    def get(cls, name):
        return cls.values[name]
