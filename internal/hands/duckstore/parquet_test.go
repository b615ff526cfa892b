package duckstore_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"detente/internal/hands/duckstore"
)

func TestParquetRoundTrip(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "it's here")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	in, mid, out := filepath.Join(dir, "a.csv"), filepath.Join(dir, "a.parquet"), filepath.Join(dir, "b.csv")
	const text = "month_id,country_id,draw,outcome\n493,1,0,2.5\n493,1,1,0.0\n"
	if err := os.WriteFile(in, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := duckstore.ToParquet(context.Background(), in, mid); err != nil {
		t.Fatal(err)
	}
	if err := duckstore.ToCSV(context.Background(), mid, out); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(out)
	if err != nil || string(b) != text {
		t.Errorf("%q, %v", b, err)
	}
	if err := duckstore.ToCSV(context.Background(), in, out); err == nil {
		t.Error("a CSV file was read as Parquet")
	}
}
