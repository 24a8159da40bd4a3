package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	bolt "go.etcd.io/bbolt"

	"sada"
)

// Take is all that one page brings, kept in one commit.
type Take struct {
	Source string   // the source whose visit read it
	Own    bool     // it lies on a host of that source
	Queued *Queued  // the waiting address that is struck off; nil for an import
	Again  bool     // it is put back instead, as Queued says
	Key    string   // identity key of the page
	Keys   []string // other identity keys that shall find it: of every address it was fetched by
	Ties   []Tie    // names that may find it, the surest first
	// Same tells whether an article that a tie names is the one of the page; nil:
	// none is. It is called by the one writer, with a nil article when the text is gone.
	Same     func(t Tie, r *sada.Record, a *sada.Article) bool
	Aliases  []string // other addresses of it
	Page     *sada.Page
	Article  *sada.Article // nil: left out
	Reason   sada.Reason   // why it was left out
	Detail   string
	Modified time.Time // a lead that says so or earlier brings nothing new
	Then     []Queued  // pictures to fetch when it is a clipping
	Clip     bool      // the bodies go to the files that stay
	Sketch   []uint32  // what copies of the text are known by; none: it has no family
	Wire     bool      // the agency's own dispatch
	// Bond tells what two texts are to each other, by their sketches; often tells the
	// numbers that stand in very many. Without it there are no families. Leads tells
	// whether one member of a family goes before another. Both are called by the one
	// writer.
	Bond  func(a, b []uint32, often func(uint32) bool) Bond
	Leads func(a, b Kin) bool
	// Refused says of a text that a feed carried why its page is not there. The
	// address goes on waiting then.
	Refused sada.Refusal
}

// Prior is what the archive holds of the article, as the one writer sees it.
type Prior struct {
	Record    *sada.Record // nil: the article is new
	Tie       *Tie         // the tie that found it, nil when one of the page's own keys did
	Article   *sada.Article
	Clippings []sada.Clipping
	ByFeed    bool // its newest version is what a feed carried
}

// Verdict is what the caller decides, knowing the Prior.
type Verdict struct {
	NewVersion bool
	Clippings  []sada.Clipping // put as they are
	Outside    []string        // events that it hits outside their window
	Silent     []string        // events that it does not hit
	Double     string          // the address that led to the page is listed as left out for sada.ReasonDouble, with this detail
}

// Kept is what a Take came to.
type Kept struct {
	Record    sada.Record
	New       bool
	Changed   bool   // a new version of an article that was known
	Seq       uint64 // of the capture
	Clippings int    // clippings that were none before
	Double    string // of the verdict
}

// Keep keeps all that a page brought in one commit, and returns when it is on
// disk. decide runs inside the one writer, so that two copies that arrive
// together do not both find nothing; it must be quick and may run again.
func (db *DB) Keep(ctx context.Context, t Take, decide func(Prior) Verdict) (Kept, error) {
	k := &keeping{DB: db, Take: t, decide: decide, now: db.o.Now().UTC()}
	var blobs []*blob
	clip := t.Clip
	if !clip && t.Article != nil {
		clip = db.clipped(t.Key, t.Keys)
	}
	if t.Page != nil && len(t.Page.Body) > 0 {
		file := pageFile(k.now)
		if clip {
			file = clipFile(k.now)
		}
		blobs = append(blobs, db.newBlob(file, t.Page.Body, ""))
	}
	if t.Article != nil {
		raw, err := json.Marshal(fromArticle(t.Article))
		if err != nil {
			return Kept{}, fmt.Errorf("encoding an article: %w", err)
		}
		file := textFile(k.now)
		if clip {
			file = clipFile(k.now)
		}
		k.text = db.newBlob(file, raw, "")
		blobs = append(blobs, k.text)
	}
	if err := db.do(ctx, k.apply, blobs...); err != nil {
		return Kept{}, err
	}
	return k.kept, nil
}

// clipped reports whether an article is a clipping already.
func (db *DB) clipped(key string, keys []string) bool {
	clip := false
	// What cannot be read here is read again by the writer, which says so.
	_ = db.view(func(tx *bolt.Tx) error {
		card, err := findCard(tx, append([]string{key}, keys...))
		clip = err == nil && card != nil && card.Clip
		return nil
	})
	return clip
}

// keeping is one Keep inside the writer.
type keeping struct {
	*DB
	Take
	decide func(Prior) Verdict
	now    time.Time
	text   *blob
	tie    *Tie
	kept   Kept
}

func (k *keeping) apply(tx *bolt.Tx) error {
	k.kept, k.tie = Kept{}, nil
	card, err := findCard(tx, append([]string{k.Key}, k.Keys...))
	if err != nil {
		return err
	}
	if k.Article == nil {
		return k.leaveOut(tx, card)
	}
	if card == nil {
		if card, err = k.tied(tx); err != nil {
			return err
		}
	}
	prior, err := k.prior(tx, card)
	if err != nil {
		return err
	}
	prior.Tie = k.tie
	verdict := k.decide(prior)
	k.kept.Double = verdict.Double
	if card == nil {
		verdict.NewVersion, k.kept.New = true, true
		if card, err = k.fresh(tx); err != nil {
			return err
		}
	}
	for _, step := range []func() error{
		func() error { return k.capture(tx, card) },
		func() error { return k.state(tx, card, verdict.NewVersion) },
		func() error { return k.clippings(tx, card, verdict) },
		func() error { return k.card(tx, card) },
		func() error { return k.bind(tx, card) },
		func() error { return k.see(tx, card.ID) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	k.kept.Record = card.record()
	return k.enqueue(tx, card)
}

// fresh makes the card of a new article.
func (k *keeping) fresh(tx *bolt.Tx) (*cardRecord, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return nil, fmt.Errorf("making an id: %w", err)
	}
	return &cardRecord{ID: id.String(), Key: k.Key, First: k.Page.Capture.Began.UTC()}, count(tx, countArticles, 1)
}

// state keeps the page as a new version, where it is one.
func (k *keeping) state(tx *bolt.Tx, card *cardRecord, fresh bool) error {
	if fresh {
		if err := k.version(tx, card); err != nil {
			return err
		}
		if err := k.sketch(tx, card); err != nil {
			return err
		}
	}
	return k.carried(tx, card, fresh)
}

// prior gathers what the archive holds of an article.
func (k *keeping) prior(tx *bolt.Tx, card *cardRecord) (Prior, error) {
	if card == nil {
		return Prior{}, nil
	}
	r := card.record()
	p := Prior{Record: &r, ByFeed: card.Carried != ""}
	var err error
	if p.Article, err = k.current(tx, card); err != nil {
		return p, err
	}
	p.Clippings, err = clippingsOf(tx, card.ID)
	return p, err
}

func (k *keeping) capture(tx *bolt.Tx, card *cardRecord) error {
	bucket := tx.Bucket([]byte("captures"))
	seq, err := bucket.NextSequence()
	if err != nil {
		return err
	}
	c := k.Page.Capture
	c.Seq = seq
	id := ""
	if card != nil {
		id = card.ID
	}
	if err := put(bucket, number(seq), fromCapture(&c, id, k.Source)); err != nil {
		return err
	}
	k.kept.Seq = seq
	if card == nil {
		return nil
	}
	card.Last = c.Began.UTC()
	return tx.Bucket([]byte("capturesof")).Put(append(idBytes(card.ID), number(seq)...), []byte{})
}

func (k *keeping) version(tx *bolt.Tx, card *cardRecord) error {
	if card.Current > 0 {
		k.kept.Changed = true
	}
	card.Current++
	a := k.Article
	card.Title, card.URL, card.Published, card.Language, card.Kind = a.Title, a.URL, dateRecord(a.Published), a.Language, a.Kind
	if a.Cut {
		if err := count(tx, countCut, 1); err != nil {
			return err
		}
	}
	key := append(idBytes(card.ID), number(uint64(card.Current))...)
	if err := count(tx, countVersions, 1); err != nil {
		return err
	}
	return put(tx.Bucket([]byte("versions")), key, versionRecord{At: k.Page.Capture.Began.UTC(), Capture: k.kept.Seq, Text: k.text.hash(), Refused: refusalRecord(k.Refused)})
}

// card writes what stays the same, with what this page adds to it.
func (k *keeping) card(tx *bolt.Tx, card *cardRecord) error {
	if k.Source != "" && !slices.Contains(card.SeenBy, k.Source) {
		card.SeenBy = append(card.SeenBy, k.Source)
	}
	if card.Source == "" || k.Own && !card.Own {
		card.Source, card.Own = k.Source, k.Own
	}
	for _, u := range k.Aliases {
		card.alias(u)
	}
	keys := tx.Bucket([]byte("keys"))
	for _, key := range append([]string{k.Key}, k.Keys...) {
		if articleOf(tx, key) == nil {
			card.Keys = append(card.Keys, key)
			if err := keys.Put(keyOf(key), idBytes(card.ID)); err != nil {
				return err
			}
		}
	}
	return putCard(tx, card)
}

// see marks every key of the page as seen and strikes the address off.
func (k *keeping) see(tx *bolt.Tx, id string) error {
	s := seenRecord{URL: k.Page.URL(), Source: k.Source, Article: id, Reason: k.Reason, Detail: k.Detail, At: k.now, Modified: k.Modified.UTC(), Carried: k.Refused.Reason != ""}
	keys := append([]string{k.Key}, k.Keys...)
	if k.Queued != nil {
		s.URL = k.Queued.URL
		keys = append(keys, k.Queued.Key)
	}
	double := ""
	if k.kept.Double != "" {
		if double = k.Key; k.Queued != nil {
			double = k.Queued.Key
		}
		if err := leftOut(tx, k.Source, double); err != nil {
			return err
		}
	}
	for i, key := range keys {
		if key == "" || slices.Contains(keys[:i], key) {
			continue
		}
		if s.Reason, s.Detail = k.Reason, k.Detail; key == double {
			s.Reason, s.Detail = sada.ReasonDouble, k.kept.Double
		}
		if s.Said = nil; k.Queued != nil && key == k.Queued.Key {
			was, _, err := readSeen(tx, key)
			if err != nil {
				return err
			}
			s.Said = saying(was.Said, k.Queued.Said)
		}
		if err := mark(tx, key, &s); err != nil {
			return err
		}
	}
	switch {
	case k.Queued == nil:
		return nil
	case k.Again:
		return putBack(tx, k.Queued)
	}
	return strike(tx, k.Queued.Source, k.Queued.Key)
}

// leaveOut keeps the capture of a page that is no article, and its reason. What
// is known of an article under that address stays as it is.
func (k *keeping) leaveOut(tx *bolt.Tx, card *cardRecord) error {
	if err := k.capture(tx, card); err != nil {
		return err
	}
	if card == nil {
		if err := leftOut(tx, k.Source, k.Key); err != nil {
			return err
		}
		return k.see(tx, "")
	}
	k.kept.Record = card.record()
	if card.Carried != "" {
		if err := refused(tx, card, sada.Refusal{Reason: k.Reason, Detail: k.Detail}); err != nil {
			return err
		}
	}
	if err := putCard(tx, card); err != nil {
		return err
	}
	return k.see(tx, card.ID)
}

// enqueue puts the pictures of a clipping into the frontier.
func (k *keeping) enqueue(tx *bolt.Tx, card *cardRecord) error {
	if !card.Clip {
		return nil
	}
	for _, q := range k.Then {
		q.Article = card.ID
		if p, have := card.Pictures[q.URL]; have && p.SHA256 != "" {
			continue
		}
		if _, err := enqueue(tx, q); err != nil {
			return err
		}
	}
	return nil
}
