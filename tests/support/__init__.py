"""What the tests stand on: their own servers, their own databases, the cast."""
