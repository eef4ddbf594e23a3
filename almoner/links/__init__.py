"""Links to the outside: clearinghouse, payer, speech, paper. Each is a Protocol with a simulator and a null
beside the real one, and trusts nothing that comes in until it has been parsed."""
