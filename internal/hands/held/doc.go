// Package held keeps data sets that are small in memory, all versions of them, and answers
// reads from there: what was known on one day is then as quickly said as on another. Data sets
// that are large are left to the store below.
package held
