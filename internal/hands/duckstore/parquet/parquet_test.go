package parquet_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"detente/internal/hands/duckstore/parquet"
)

func TestThereAndBack(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	const table = "month_id,country_id,draw,outcome\n457,1,0,0\n457,1,1,12\n"
	if err := os.WriteFile(at("it's.csv"), []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if err := parquet.FromCSV(ctx, at("it's.csv"), at("a.parquet")); err != nil {
		t.Fatal(err)
	}
	if err := parquet.ToCSV(ctx, at("a.parquet"), at("b.csv")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(at("b.csv")); err != nil || string(got) != table {
		t.Errorf("%q, %v", got, err)
	}
	if err := parquet.FromCSV(ctx, at("none.csv"), at("c.parquet")); err == nil {
		t.Error("a table that is not there was written")
	}
}
