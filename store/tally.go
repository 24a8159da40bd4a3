package store

import (
	"bytes"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// What is counted is kept beside what is counted, in the same commit, so that
// nobody need walk an archive to say how much it holds. The counters lie in meta,
// under "count" and one of these names, with what they are of behind a zero byte.
const (
	countArticles  = "articles"
	countVersions  = "versions"
	countCut       = "cut"       // versions whose text was cut
	countCarried   = "carried"   // of a source: articles whose newest version is what a feed carried
	countWaiting   = "waiting"   // all, and of a source
	countLeftOut   = "left out"  // of a source and a reason
	countClippings = "clippings" // of an event: those that are not stale
	countStale     = "stale"     // of an event
	countOutside   = "outside"   // of an event
)

// count adds to a counter. One that falls to nothing is forgotten.
func count(tx *bolt.Tx, name string, by int) error {
	meta, key := tx.Bucket([]byte("meta")), []byte("count "+name)
	n := counted(tx, name) + by
	if n == 0 {
		return meta.Delete(key)
	}
	return meta.Put(key, number(uint64(n)))
}

func counted(tx *bolt.Tx, name string) int {
	return int(toNumber(tx.Bucket([]byte("meta")).Get([]byte("count " + name))))
}

// of names the counter of one thing: a source, an event, a source and a reason.
func of(name string, what ...string) string { return name + "\x00" + strings.Join(what, "\x00") }

// eachCount calls fn for the counters of a name, with what each is of.
func eachCount(tx *bolt.Tx, name string, fn func(what string, n int)) {
	prefix := []byte("count " + name + "\x00")
	c := tx.Bucket([]byte("meta")).Cursor()
	for key, raw := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, raw = c.Next() {
		fn(string(key[len(prefix):]), int(toNumber(raw)))
	}
}

// Counts is how much the archive holds.
type Counts struct {
	Articles, Versions, Captures, Clippings, Waiting int
	Cut                                              int // versions whose text was cut
	ByFeed                                           int // articles whose newest version is what a feed carried
}

// Counts tells how much the archive holds; Clippings are stale ones too.
func (db *DB) Counts() (c Counts, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		c.Articles, c.Versions, c.Waiting = counted(tx, countArticles), counted(tx, countVersions), counted(tx, countWaiting)
		c.Cut = counted(tx, countCut)
		eachCount(tx, countCarried, func(_ string, n int) { c.ByFeed += n })
		c.Captures = int(tx.Bucket([]byte("captures")).Sequence())
		add := func(_ string, n int) { c.Clippings += n }
		eachCount(tx, countClippings, add)
		eachCount(tx, countStale, add)
		return nil
	})
	return c, err
}

// EventCounts is how much an event has gathered.
type EventCounts struct {
	Clippings int       // without the stale ones
	Stale     int       // clippings that its query no longer hits
	Outside   int       // articles that hit it outside its window
	Newest    time.Time // when the newest clipping was made; zero when there is none
}

// EventCounts tells how much an event has gathered.
func (db *DB) EventCounts(event string) (c EventCounts, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		c.Clippings, c.Stale = counted(tx, of(countClippings, event)), counted(tx, of(countStale, event))
		c.Outside = counted(tx, of(countOutside, event))
		c.Newest = newestOf(tx, event)
		return nil
	})
	return c, err
}

// Outside counts those of some events that an article is noted to hit outside their
// windows.
func (db *DB) Outside(article string, events []string) (n int, err error) {
	err = db.view(func(tx *bolt.Tx) error {
		for _, event := range events {
			if tx.Bucket([]byte("outside")).Get(scoped(event, idBytes(article))) != nil {
				n++
			}
		}
		return nil
	})
	return n, err
}

// LeftOutCounts tells how many addresses of a source were left out, by reason.
func (db *DB) LeftOutCounts(source string) (map[sada.Reason]int, error) {
	out := map[sada.Reason]int{}
	err := db.view(func(tx *bolt.Tx) error {
		eachCount(tx, of(countLeftOut, source), func(reason string, n int) { out[sada.Reason(reason)] = n })
		return nil
	})
	return out, err
}

// moment is a time as a key that sorts as times do; what lies before 1970 counts
// as no time at all.
func moment(t time.Time) []byte {
	if t.Unix() <= 0 {
		return number(0)
	}
	return number(uint64(t.UnixNano()))
}

func fromMoment(raw []byte) time.Time {
	n := toNumber(raw)
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, int64(n)).UTC()
}

// newestOf is when the newest clipping of an event was made.
func newestOf(tx *bolt.Tx, event string) time.Time {
	prefix := scoped(event, nil)
	c := tx.Bucket([]byte("newest")).Cursor()
	key, _ := c.Seek(append([]byte(event), 1)) // behind all of the event
	if key == nil {
		key, _ = c.Last()
	} else {
		key, _ = c.Prev()
	}
	if !bytes.HasPrefix(key, prefix) || len(key) < len(prefix)+8 {
		return time.Time{}
	}
	return fromMoment(key[len(prefix) : len(prefix)+8])
}

// account keeps the counts of an event right when a clipping takes the place of
// another; nil stands for none.
func account(tx *bolt.Tx, event string, article []byte, was, now *clippingRecord) error {
	for _, side := range []struct {
		c  *clippingRecord
		by int
	}{{was, -1}, {now, +1}} {
		if side.c == nil {
			continue
		}
		name, newest := countClippings, append(scoped(event, moment(side.c.At)), article...)
		if side.c.Stale {
			name, newest = countStale, nil
		}
		if err := count(tx, of(name, event), side.by); err != nil {
			return err
		}
		var err error
		switch b := tx.Bucket([]byte("newest")); {
		case newest != nil && side.by > 0:
			err = b.Put(newest, []byte{})
		case newest != nil:
			err = b.Delete(newest)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkCounts compares the counters with what they count.
func checkCounts(tx *bolt.Tx, fault func(string, ...any)) {
	there := recount(tx, fault)
	for _, name := range []string{countWaiting, countLeftOut, countCarried, countClippings, countStale, countOutside} {
		eachCount(tx, name, func(what string, n int) {
			if full := of(name, what); there[full] != n {
				fault("%s %q: %d are counted, %d are there", name, what, n, there[full])
			}
			delete(there, of(name, what))
		})
	}
	if n := counted(tx, countWaiting); n != there[countWaiting] {
		fault("%d addresses wait, %d are counted", there[countWaiting], n)
	}
	delete(there, countWaiting)
	for what, n := range there {
		fault("%q: %d are there and none is counted", what, n)
	}
}

// recount counts what the counters count, and looks whether each clipping that is
// not stale is listed by its moment.
func recount(tx *bolt.Tx, fault func(string, ...any)) map[string]int {
	there := map[string]int{}
	newest := 0
	_ = tx.Bucket([]byte("frontier")).ForEach(func(key, _ []byte) error {
		source, _, _ := strings.Cut(string(key), "\x00")
		there[countWaiting]++
		there[of(countWaiting, source)]++
		return nil
	})
	_ = tx.Bucket([]byte("seen")).ForEach(func(_, raw []byte) error {
		var s seenRecord
		if decode(raw, &s) == nil && (s.Article == "" || s.Reason == sada.ReasonDouble) {
			there[of(countLeftOut, s.Source, string(s.Reason))]++
		}
		return nil
	})
	_ = tx.Bucket([]byte("cards")).ForEach(func(_, raw []byte) error {
		var c cardRecord
		if decode(raw, &c) == nil && c.Carried != "" {
			there[of(countCarried, c.Carried)]++
		}
		return nil
	})
	_ = tx.Bucket([]byte("clippings")).ForEach(func(key, raw []byte) error {
		event, id, _ := strings.Cut(string(key), "\x00")
		var c clippingRecord
		if decode(raw, &c) != nil {
			return nil // told elsewhere
		}
		if c.Stale {
			there[of(countStale, event)]++
			return nil
		}
		there[of(countClippings, event)]++
		newest++
		if tx.Bucket([]byte("newest")).Get(append(scoped(event, moment(c.At)), id...)) == nil {
			fault("a clipping of %s is not listed by its moment", event)
		}
		return nil
	})
	_ = tx.Bucket([]byte("outside")).ForEach(func(key, _ []byte) error {
		event, _, _ := strings.Cut(string(key), "\x00")
		there[of(countOutside, event)]++
		return nil
	})
	listed := 0
	_ = tx.Bucket([]byte("newest")).ForEach(func(_, _ []byte) error { listed++; return nil })
	if listed != newest {
		fault("%d clippings are not stale, and %d are listed by their moment", newest, listed)
	}
	return there
}
