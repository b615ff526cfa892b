// Package parquet turns tables of CSV into Parquet and back, through the embedded database.
package parquet

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // the driver that reads and writes the format
)

// FromCSV writes a CSV file with a header as Parquet; numbers stay numbers.
func FromCSV(ctx context.Context, csv, parquet string) error {
	return convert(ctx, fmt.Sprintf("COPY (SELECT * FROM read_csv(%s, header = true)) TO %s (FORMAT parquet)", quoted(csv), quoted(parquet)))
}

// ToCSV writes a Parquet file as CSV with a header.
func ToCSV(ctx context.Context, parquet, csv string) error {
	return convert(ctx, fmt.Sprintf("COPY (SELECT * FROM read_parquet(%s)) TO %s (FORMAT csv, HEADER true)", quoted(parquet), quoted(csv)))
}

func convert(ctx context.Context, statement string) error {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // nothing is kept in it
	if _, err := db.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("parquet: %w", err)
	}
	return nil
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
