"""A new patient's whole way, walked by everybody in turn over HTTP, and compared with the worked example."""
