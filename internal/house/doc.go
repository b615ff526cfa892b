// Package house holds the tests that keep the house in order: which ring may import which,
// how packages are named and documented, how long a file may grow, which words are shown,
// and that the decision records can be found. It has no code of its own.
package house
