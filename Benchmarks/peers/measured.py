"""What a step returns that has timed itself."""


class Seconds(float):
    """Seconds of the part of a step that counts."""
