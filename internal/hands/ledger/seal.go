package ledger

import (
	"crypto/sha256"
	"encoding/hex"
)

// Seal fills in the version of a record: the hash of its kind, id and normalised content.
// Where it came from (file, row) is not content, so moving a row changes nothing.
func (r *Record) Seal() {
	h := sha256.New()
	h.Write([]byte(r.Kind))
	h.Write([]byte{0})
	h.Write([]byte(r.ID))
	h.Write([]byte{0})
	h.Write(r.Payload)
	r.Version = hex.EncodeToString(h.Sum(nil))[:24]
}

// Digest identifies the input of a batch: its data set, importer and the files' hashes.
func (b Batch) Digest() string {
	h := sha256.New()
	for _, s := range []string{b.Dataset, b.Importer, b.ImporterVersion} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	for _, f := range b.Files {
		h.Write([]byte(f.Name))
		h.Write([]byte{0})
		h.Write([]byte(f.SHA256))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}
