"""Stands in for Airflow in a test."""
