package duckstore

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"detente/internal/hands/ledger"
)

// Batches lists the manifests, oldest first, those of batches that changed nothing among them.
func (s *Store) Batches(ctx context.Context) ([]ledger.Manifest, error) {
	list := []ledger.Manifest{}
	err := s.read(ctx, func(t *reading) error {
		rows, err := t.tx.QueryContext(ctx, `SELECT id, dataset, importer, importer_version, files, digest, recorded,
			read, stored, unchanged, updated, retracted, rejected, unretracted FROM ledger.batch ORDER BY id`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var m ledger.Manifest
			var files string
			var recorded int64
			if err := rows.Scan(&m.ID, &m.Dataset, &m.Importer, &m.ImporterV, &files, &m.Digest, &recorded,
				&m.Read, &m.Stored, &m.Unchanged, &m.Updated, &m.Retracted, &m.Rejected, &m.Unretracted); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(files), &m.Files); err != nil {
				return fmt.Errorf("batch %d: %w", m.ID, err)
			}
			m.Repeated = m.Stored+m.Updated+m.Retracted == 0
			m.RecordedAt = time.UnixMicro(recorded).UTC()
			list = append(list, m)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, s.fail("list the batches", err)
	}
	return list, nil
}
