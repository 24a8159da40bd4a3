package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// Endpoint returns how an endpoint of a source has behaved; the zero value for
// one that was never asked.
func (db *DB) Endpoint(source, url string) (e sada.EndpointState, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		raw := tx.Bucket([]byte("endpoints")).Get(scoped(source, []byte(url)))
		if raw == nil {
			return nil
		}
		var r endpointRecord
		if err := decode(raw, &r); err != nil {
			return err
		}
		e = r.state()
		return nil
	})
	return e, err
}

// Endpoints returns the state of every endpoint of a source, in the order of
// their addresses.
func (db *DB) Endpoints(source string) (out []sada.EndpointState, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		prefix := scoped(source, nil)
		c := tx.Bucket([]byte("endpoints")).Cursor()
		for key, raw := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, raw = c.Next() {
			var r endpointRecord
			if err := decode(raw, &r); err == nil {
				out = append(out, r.state())
			} else if err := db.passOver("endpoints", key, err); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// Health returns how a source has fared; the zero value with First set for one
// that was never visited.
func (db *DB) Health(source string) (h sada.Health, err error) {
	h = sada.Health{Source: source, First: true}
	err = db.view(func(tx *bolt.Tx) error {
		raw := tx.Bucket([]byte("health")).Get([]byte(source))
		if raw == nil {
			return nil
		}
		var r healthRecord
		if err := decode(raw, &r); err != nil {
			return err
		}
		h = sada.Health(r)
		return nil
	})
	return h, err
}

// KeepHealth keeps how a source has fared.
func (db *DB) KeepHealth(ctx context.Context, h sada.Health) error {
	return db.do(ctx, func(tx *bolt.Tx) error {
		return put(tx.Bucket([]byte("health")), []byte(h.Source), healthRecord(h))
	})
}

// Host returns what is known of a host; the zero value with its name for one
// that was never visited.
func (db *DB) Host(name string) (h sada.Host, err error) {
	h.Name = name
	err = db.view(func(tx *bolt.Tx) error {
		raw := tx.Bucket([]byte("hosts")).Get([]byte(name))
		if raw == nil {
			return nil
		}
		var r hostRecord
		if err := decode(raw, &r); err != nil {
			return err
		}
		h = sada.Host(r)
		return nil
	})
	return h, err
}

// KeepHost keeps what is known of a host.
func (db *DB) KeepHost(h sada.Host) error {
	return db.do(context.Background(), func(tx *bolt.Tx) error {
		return put(tx.Bucket([]byte("hosts")), []byte(h.Name), hostRecord(h))
	})
}

// KeepSettings keeps the sources and events that the settings name. An event
// that they no longer name stays as retired; one that was renamed takes its
// clippings along.
func (db *DB) KeepSettings(ctx context.Context, sources []sada.Source, events []sada.Event) error {
	return db.do(ctx, func(tx *bolt.Tx) error {
		for i := range sources {
			s := &sources[i]
			r := sourceRecord{s.ID, s.Name, s.Home, s.Profile, s.Languages, s.Zone, s.Logo}
			if err := put(tx.Bucket([]byte("sources")), []byte(s.ID), r); err != nil {
				return err
			}
		}
		named := map[string]bool{}
		for i := range events {
			e := &events[i]
			named[e.ID] = true
			if e.Was != "" && e.Was != e.ID {
				if err := rename(tx, e.Was, e.ID); err != nil {
					return fmt.Errorf("renaming event %s: %w", e.Was, err)
				}
			}
			r := eventRecord{e.ID, e.Title, e.From, e.Until, e.Query, e.Sources, e.Was, false}
			if err := put(tx.Bucket([]byte("events")), []byte(e.ID), r); err != nil {
				return err
			}
		}
		return retire(tx, named)
	})
}

// Asked tells the question that the articles of the archive were last asked for
// an event, as KeepAsked was told it; "" when they never were.
func (db *DB) Asked(event string) (question string, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		question = string(tx.Bucket([]byte("meta")).Get([]byte("asked " + event)))
		return nil
	})
	return question, err
}

// KeepAsked keeps which question the articles of the archive were asked.
func (db *DB) KeepAsked(ctx context.Context, event, question string) error {
	return db.do(ctx, func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put([]byte("asked "+event), []byte(question))
	})
}

// retire marks the events that the settings no longer name.
func retire(tx *bolt.Tx, named map[string]bool) error {
	bucket := tx.Bucket([]byte("events"))
	var gone []eventRecord
	err := bucket.ForEach(func(key, raw []byte) error {
		var r eventRecord
		if err := decode(raw, &r); err != nil {
			return skipDamaged(err)
		}
		if !named[r.ID] && !r.Retired {
			r.Retired = true
			gone = append(gone, r)
		}
		return nil
	})
	for i := range gone {
		if err == nil {
			err = put(bucket, []byte(gone[i].ID), gone[i])
		}
	}
	return err
}

// rename moves what an event holds to its new id.
func rename(tx *bolt.Tx, old, id string) error {
	if tx.Bucket([]byte("events")).Get([]byte(old)) == nil {
		return nil
	}
	clippings, listed := tx.Bucket([]byte("clippings")), tx.Bucket([]byte("clipsof"))
	for _, p := range under(clippings, old) {
		var r clippingRecord
		if err := decode(p.value, &r); err != nil {
			return err
		}
		if err := account(tx, old, p.rest, &r, nil); err != nil {
			return err
		}
		held, err := readClipping(tx, id, p.rest)
		if err != nil {
			return err
		}
		if err := account(tx, id, p.rest, held, &r); err != nil {
			return err
		}
		if err := errors.Join(
			clippings.Put(scoped(id, p.rest), p.value), clippings.Delete(scoped(old, p.rest)),
			listed.Put(append(bytes.Clone(p.rest), id...), []byte{}), listed.Delete(append(bytes.Clone(p.rest), old...)),
		); err != nil {
			return err
		}
	}
	for _, p := range under(tx.Bucket([]byte("outside")), old) {
		if err := errors.Join(setOutside(tx, id, p.rest, true), setOutside(tx, old, p.rest, false)); err != nil {
			return err
		}
	}
	return tx.Bucket([]byte("events")).Delete([]byte(old))
}

// under copies what a bucket holds under a name, by the rest of the key.
func under(bucket *bolt.Bucket, name string) (all []struct{ rest, value []byte }) {
	prefix := scoped(name, nil)
	c := bucket.Cursor()
	for key, value := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, value = c.Next() {
		all = append(all, struct{ rest, value []byte }{bytes.Clone(key[len(prefix):]), bytes.Clone(value)})
	}
	return all
}

// Sources returns every source that the settings ever named.
func (db *DB) Sources() (out []sada.Source, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("sources")).ForEach(func(key, raw []byte) error {
			var r sourceRecord
			if err := decode(raw, &r); err != nil {
				return db.passOver("sources", key, err)
			}
			out = append(out, sada.Source{ID: r.ID, Name: r.Name, Home: r.Home, Profile: r.Profile, Languages: r.Languages, Zone: r.Zone, Logo: r.Logo})
			return nil
		})
	})
	return out, err
}

// Events returns every event that the settings ever named.
func (db *DB) Events() (out []sada.Event, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("events")).ForEach(func(key, raw []byte) error {
			var r eventRecord
			if err := decode(raw, &r); err != nil {
				return db.passOver("events", key, err)
			}
			out = append(out, sada.Event(r))
			return nil
		})
	})
	return out, err
}
