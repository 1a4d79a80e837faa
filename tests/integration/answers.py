"""Answers of the test client that are files."""


def status(client, address):
    """The status of an answer whose file is read to its end.

    Closing it instead would let Django drop the test's connection to PostgreSQL.
    """
    answer = client.get(address)
    read(answer)
    return answer.status_code


def read(answer):
    """Reads a file's answer to its end, which closes it."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
