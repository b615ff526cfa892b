package coder

// Rules is the version of the coder's rules; it changes when they change what is proposed.
const Rules = "1"
