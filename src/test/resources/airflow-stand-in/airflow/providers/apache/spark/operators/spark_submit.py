"""Stands in for Airflow's SparkSubmitOperator in a test: keeps its arguments and its order."""


class SparkSubmitOperator:
    built = []

    def __init__(self, **arguments):
        self.arguments = arguments
        self.mapped = {}
        self.after = []
        SparkSubmitOperator.built.append(self)

    @classmethod
    def partial(cls, **arguments):
        return cls(**arguments)

    def expand(self, **mapped):
        self.mapped = mapped
        return self

    def tasks(self):
        """The arguments of each task, and which of them were mapped and so are no templates."""
        if not self.mapped:
            return [(self.arguments, [])]
        names = list(self.mapped)
        values = [self.mapped[name].function() for name in names]
        return [(dict(self.arguments, **dict(zip(names, each))), names) for each in zip(*values)]

    def __rshift__(self, later):
        later.after.append(self.arguments["task_id"])
        return later
