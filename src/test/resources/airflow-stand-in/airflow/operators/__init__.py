"""Stands in for a package of Airflow in a test."""
