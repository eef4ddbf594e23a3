"""Work that goes on after its page is left: how far it is, what wants a person, stop and go on."""
