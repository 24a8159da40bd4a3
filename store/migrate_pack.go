package store

import (
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// Layout 1 kept every record as plain JSON, on pages that were half empty. Records
// that only become shorter where they lie would leave the pages as empty as that:
// a bucket is written anew beside the old one, and takes its place.

// moving is the bucket in which those are that are written anew.
const moving = "moving"

// anew are the two changes that write a bucket anew: convert makes the new record
// of an old one.
func anew(bucket string, convert func(key, raw []byte) (newKey, newRaw []byte, err error)) []migration {
	write := func(_ *DB, tx *bolt.Tx, after []byte) ([]byte, error) {
		holder, err := tx.CreateBucketIfNotExists([]byte(moving))
		if err != nil {
			return nil, err
		}
		to, err := holder.CreateBucketIfNotExists([]byte(bucket))
		if err != nil {
			return nil, err
		}
		to.FillPercent = full
		if err := to.SetSequence(tx.Bucket([]byte(bucket)).Sequence()); err != nil {
			return nil, err
		}
		return eachAfter(tx, bucket, after, func(key, raw []byte) error {
			newKey, newRaw, err := convert(key, raw)
			if err != nil {
				return fmt.Errorf("%q: %w", key, err)
			}
			return to.Put(newKey, newRaw)
		})
	}
	// A bucket that this transaction has written cannot be moved by it.
	move := func(_ *DB, tx *bolt.Tx, _ []byte) ([]byte, error) {
		if err := tx.DeleteBucket([]byte(bucket)); err != nil && !errors.Is(err, berrors.ErrBucketNotFound) {
			return nil, err
		}
		return nil, tx.MoveBucket([]byte(bucket), tx.Bucket([]byte(moving)), nil)
	}
	return []migration{{"write " + bucket + " anew", write}, {"put " + bucket + " in its place", move}}
}

// rewritten is a record of type R as it is written today.
func rewritten[R any](key, raw []byte) ([]byte, []byte, error) {
	var r R
	if err := decode(raw, &r); err != nil {
		return key, raw, skipDamaged(err)
	}
	out, err := encode(r)
	return key, out, err
}

// bareCard is a card without the id, which is its key.
func bareCard(key, raw []byte) ([]byte, []byte, error) {
	var r cardRecord
	if err := decode(raw, &r); err != nil {
		return key, raw, skipDamaged(err)
	}
	r.ID = ""
	out, err := encode(r)
	return key, out, err
}

// asItIs is a record that only lies closer to its neighbours.
func asItIs(key, raw []byte) ([]byte, []byte, error) { return key, raw, nil }

// dropMoving removes what held the buckets that were written anew.
func dropMoving(_ *DB, tx *bolt.Tx, _ []byte) ([]byte, error) {
	return nil, tx.DeleteBucket([]byte(moving))
}

// hashed is a record under what stands for its identity key.
func hashed(key, raw []byte) ([]byte, []byte, error) { return keyOf(string(key)), raw, nil }

// hashedMark is the mark of an address under what stands for its identity key.
func hashedMark(key, raw []byte) ([]byte, []byte, error) {
	var r seenRecord
	if err := decode(raw, &r); err != nil {
		return keyOf(string(key)), raw, skipDamaged(err)
	}
	r.Key = string(key)
	out, err := encode(r)
	return keyOf(r.Key), out, err
}

// hashedValue is a record that named an identity key.
func hashedValue(key, raw []byte) ([]byte, []byte, error) { return key, keyOf(string(raw)), nil }
