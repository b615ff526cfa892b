package ledger

import (
	"crypto/sha256"
	"encoding/hex"
)

// Lengths of a version and of the part of it that stands for the content alone, in hex digits.
const (
	versionLength = 24
	contentLength = 16
)

// Seal fills in the version of a record: the hash of its kind, id and normalised content, and
// of what it draws from other records, if anything. Where it came from (file, row) is neither,
// so moving a row changes nothing.
func (r *Record) Seal() {
	h := sha256.New()
	h.Write([]byte(r.Kind))
	h.Write([]byte{0})
	h.Write([]byte(r.ID))
	h.Write([]byte{0})
	h.Write(r.Payload)
	r.Version = hex.EncodeToString(h.Sum(nil))[:versionLength]
	if r.Drawn != "" {
		drawn := sha256.Sum256([]byte(r.Drawn))
		r.Version = r.Version[:contentLength] + hex.EncodeToString(drawn[:])[:versionLength-contentLength]
	}
}

// ContentVersion is the part of a version that stands for what the record says itself.
func ContentVersion(version string) string {
	return version[:min(len(version), contentLength)]
}

// SameContent reports whether two versions of a record say the same, whatever they draw from others.
func SameContent(a, b string) bool { return ContentVersion(a) == ContentVersion(b) }

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
