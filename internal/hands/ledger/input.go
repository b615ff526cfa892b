package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// Input identifies what a batch was made of: its Digest, the options of the importer, and
// whether it is whole.
func (b Batch) Input() string {
	h := sha256.New()
	for _, s := range []string{b.Digest(), b.Options, strconv.FormatBool(b.Whole)} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}
