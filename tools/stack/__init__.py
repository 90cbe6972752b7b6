"""The servers under the application: an embedded PostgreSQL and Valkey, and the processes of `make run`.

Knows nothing of Django: tests, benchmarks and fault tests start stacks of their own.
"""

from tools.stack.stack import Stack, local_environment

__all__ = ["Stack", "local_environment"]
