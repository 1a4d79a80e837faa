"""Tables that people send: read by a process of its own, within limits, with every refusal in a sentence."""
