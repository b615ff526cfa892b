package duckstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"unsafe"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/duckdb/duckdb-go/v2/mapping"
)

// native returns DuckDB's own connection below the one of database/sql. The driver keeps it
// to itself and hands rows over value by value, which takes several times as long as DuckDB
// takes to store them; whole columns are what DuckDB itself works on.
func native(c any) (mapping.Connection, error) {
	conn, ok := c.(*duckdb.Conn)
	if !ok {
		return mapping.Connection{}, fmt.Errorf("a connection of type %T is not DuckDB's", c)
	}
	v := reflect.ValueOf(conn).Elem().FieldByName("conn")
	if !v.IsValid() || v.Kind() != reflect.Struct || v.NumField() != 1 || v.Field(0).Kind() != reflect.UnsafePointer {
		return mapping.Connection{}, errors.New("the DuckDB driver is another one than this program was written for")
	}
	return mapping.Connection{Ptr: v.Field(0).UnsafePointer()}, nil
}

// sheet appends rows to a table, a chunk of columns at a time. Its methods write into the
// current row; next ends it.
type sheet struct {
	app   mapping.Appender
	chunk mapping.DataChunk
	cols  []column
	row   int
	cap   int
}

// column is where the values of one column of the chunk are.
type column struct {
	vector  mapping.Vector
	data    unsafe.Pointer
	invalid bool // the mask of NULLs was made for this chunk
}

func newSheet(c any, database, table string) (*sheet, error) {
	conn, err := native(c)
	if err != nil {
		return nil, err
	}
	s := &sheet{cap: int(mapping.VectorSize())}
	if mapping.AppenderCreateExt(conn, database, "main", table, &s.app) == mapping.StateError {
		return nil, errors.Join(s.failed(), s.close())
	}
	n := int(mapping.AppenderColumnCount(s.app))
	types := make([]mapping.LogicalType, n)
	for i := range types {
		types[i] = mapping.AppenderColumnType(s.app, mapping.IdxT(i))
	}
	s.chunk = mapping.CreateDataChunk(types)
	for i := range types {
		mapping.DestroyLogicalType(&types[i])
	}
	s.cols = make([]column, n)
	s.begin()
	return s, nil
}

// failed is what the appender says went wrong, as the driver would say it.
func (s *sheet) failed() error {
	data := mapping.AppenderErrorData(s.app)
	defer mapping.DestroyErrorData(&data)
	return &duckdb.Error{Type: duckdb.ErrorTypeUnknownType, Msg: mapping.ErrorDataMessage(data)}
}

// begin starts an empty chunk.
func (s *sheet) begin() {
	for i := range s.cols {
		v := mapping.DataChunkGetVector(s.chunk, mapping.IdxT(i))
		s.cols[i] = column{vector: v, data: mapping.VectorGetData(v)}
	}
	s.row = 0
}

func put[T any](s *sheet, col int, v T) {
	*(*T)(unsafe.Add(s.cols[col].data, s.row*int(unsafe.Sizeof(v)))) = v
}

// null leaves the value of the row out.
func (s *sheet) null(col int) {
	c := &s.cols[col]
	if !c.invalid {
		mapping.VectorEnsureValidityWritable(c.vector)
		c.invalid = true
	}
	mask := (*uint64)(unsafe.Add(mapping.VectorGetValidity(c.vector), s.row/64*8))
	*mask &^= 1 << (s.row % 64)
}

// inline is the longest text that DuckDB keeps within the sixteen bytes of a value.
const inline = 12

// text writes text that is known to be UTF-8.
func (s *sheet) text(col int, v string) {
	if len(v) > inline {
		mapping.VectorAssignStringElement(s.cols[col].vector, mapping.IdxT(s.row), v)
		return
	}
	var short struct {
		length uint32
		bytes  [inline]byte
	}
	short.length = uint32(len(v))
	copy(short.bytes[:], v)
	put(s, col, short)
}

// bytes writes bytes that are known to be UTF-8 text.
func (s *sheet) bytes(col int, v []byte) {
	s.text(col, unsafe.String(unsafe.SliceData(v), len(v)))
}

// next ends a row.
func (s *sheet) next() error {
	if s.row++; s.row < s.cap {
		return nil
	}
	return s.send()
}

// send hands the rows of the chunk to DuckDB.
func (s *sheet) send() error {
	if s.row == 0 {
		return nil
	}
	mapping.DataChunkSetSize(s.chunk, mapping.IdxT(s.row))
	if mapping.AppendDataChunk(s.app, s.chunk) == mapping.StateError {
		return s.failed()
	}
	mapping.DataChunkReset(s.chunk)
	s.begin()
	return nil
}

// flush sees to it that all rows are in the table.
func (s *sheet) flush() error {
	if err := s.send(); err != nil {
		return err
	}
	if mapping.AppenderFlush(s.app) == mapping.StateError {
		return s.failed()
	}
	return nil
}

// close lets go of the appender; rows that were not flushed are lost.
func (s *sheet) close() error {
	mapping.AppenderClear(s.app)
	if s.chunk.Ptr != nil {
		mapping.DestroyDataChunk(&s.chunk)
	}
	mapping.AppenderDestroy(&s.app)
	return nil
}

// eachChunk runs a query without parameters and hands on the columns of its result, chunk by
// chunk. What they point to holds only until do returns.
func eachChunk(c any, query string, do func(rows int, cols []unsafe.Pointer) error) error {
	conn, err := native(c)
	if err != nil {
		return err
	}
	var res mapping.Result
	state := mapping.Query(conn, query, &res)
	defer mapping.DestroyResult(&res)
	if state == mapping.StateError {
		return &duckdb.Error{Type: duckdb.ErrorTypeUnknownType, Msg: mapping.ResultError(&res)}
	}
	return chunksOf(res, do)
}

// eachRow is eachChunk for a query with parameters, which ends when the context does.
func eachRow(ctx context.Context, c any, query string, args []any, do func(rows int, cols []unsafe.Pointer) error) error {
	conn, err := native(c)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	defer context.AfterFunc(ctx, func() { mapping.Interrupt(conn) })()
	var stmt mapping.PreparedStatement
	defer mapping.DestroyPrepare(&stmt)
	if mapping.Prepare(conn, query, &stmt) == mapping.StateError {
		return &duckdb.Error{Type: duckdb.ErrorTypeUnknownType, Msg: mapping.PrepareError(stmt)}
	}
	for i, a := range args {
		at, state := mapping.IdxT(i+1), mapping.StateError
		switch a := a.(type) {
		case int32:
			state = mapping.BindInt32(stmt, at, a)
		case int64:
			state = mapping.BindInt64(stmt, at, a)
		case string:
			state = mapping.BindVarchar(stmt, at, a)
		}
		if state == mapping.StateError {
			return fmt.Errorf("a parameter of type %T cannot be given to DuckDB", a)
		}
	}
	var res mapping.Result
	state := mapping.ExecutePrepared(stmt, &res)
	defer mapping.DestroyResult(&res)
	if state == mapping.StateError {
		return cmp.Or(ctx.Err(), error(&duckdb.Error{Type: duckdb.ErrorTypeUnknownType, Msg: mapping.ResultError(&res)}))
	}
	return chunksOf(res, do)
}

func chunksOf(res mapping.Result, do func(rows int, cols []unsafe.Pointer) error) error {
	for {
		chunk := mapping.FetchChunk(res)
		if chunk.Ptr == nil {
			return nil
		}
		err := func() error {
			defer mapping.DestroyDataChunk(&chunk)
			cols := make([]unsafe.Pointer, mapping.DataChunkGetColumnCount(chunk))
			for i := range cols {
				cols[i] = mapping.VectorGetData(mapping.DataChunkGetVector(chunk, mapping.IdxT(i)))
			}
			return do(int(mapping.DataChunkGetSize(chunk)), cols)
		}()
		if err != nil {
			return err
		}
	}
}

// value reads a number of a column.
func value[T any](col unsafe.Pointer, row int) T {
	var v T
	return *(*T)(unsafe.Add(col, row*int(unsafe.Sizeof(v))))
}

// textAt reads a text of a column without copying it.
func textAt(col unsafe.Pointer, row int) []byte {
	at := unsafe.Add(col, row*16)
	n := *(*uint32)(at)
	if n <= inline {
		return unsafe.Slice((*byte)(unsafe.Add(at, 4)), n)
	}
	return unsafe.Slice(*(**byte)(unsafe.Add(at, 8)), n)
}
