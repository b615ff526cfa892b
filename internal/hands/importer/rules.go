package importer

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"sync"
)

// rules is a hash of all that settles, with the bytes of a row, what becomes of it: the program, the
// importer, the data set and the setting. It is nil where the program cannot be read; rows are then
// made and compared as if no store had held them.
func (r *run) rules() []byte {
	program, err := program()
	if err != nil {
		return nil
	}
	h := sha256.New()
	fmt.Fprintf(h, "%x %q %q %q %x", program, r.p.ID, r.job.Setting.Dataset, r.job.Version, r.job.Setting.digest())
	return h.Sum(nil)
}

// program is a hash of the running program, so that a change of the code or of the tables in it
// makes every row anew, whether or not somebody thought of changing a version.
var program = sync.OnceValues(func() ([]byte, error) {
	f, err := os.Open("/proc/self/exe") // the file that runs, even where another took its name since
	if err != nil {
		name, err := os.Executable()
		if err != nil {
			return nil, err
		}
		if f, err = os.Open(name); err != nil {
			return nil, err
		}
	}
	defer func() { _ = f.Close() }() // it was only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, err
	}
	return h.Sum(nil), nil
})
