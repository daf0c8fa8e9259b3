"""What a program is: nodes, kinds, walking, a verifier and a text form."""
