package store

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// badBlob is a blob that is not what its hash says.
type badBlob struct {
	sum string
	err error
}

// bad notes a damaged blob, to be told with whose it is.
func (c *checking) bad(sum [32]byte, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.damaged) == mostFaults {
		c.found.More++
		return
	}
	c.damaged = append(c.damaged, badBlob{hex.EncodeToString(sum[:]), err})
}

// tellBad tells of each damaged blob which article it belongs to, where that is known.
func (c *checking) tellBad() error {
	if len(c.damaged) == 0 {
		return nil
	}
	slices.SortFunc(c.damaged, func(a, b badBlob) int { return cmp.Compare(a.sum, b.sum) })
	owners := map[string]string{}
	for _, b := range c.damaged {
		owners[b.sum] = ""
	}
	err := c.db.view(func(tx *bolt.Tx) error {
		return guard(func() error { return nameOwners(tx, owners) })
	})
	if err != nil {
		return fmt.Errorf("looking for whose the damaged texts are: %w", err)
	}
	for _, b := range c.damaged {
		if owner := owners[b.sum]; owner != "" {
			c.fault("%s: %w", owner, b.err)
		} else {
			c.fault("%w", b.err)
		}
	}
	return nil
}

// nameOwners says of blobs, by the hex of their hashes, what they are and of which
// article. Records that cannot be read name nothing.
func nameOwners(tx *bolt.Tx, owners map[string]string) error {
	err := tx.Bucket([]byte("versions")).ForEach(func(key, raw []byte) error {
		var r versionRecord
		if err := decode(raw, &r); err != nil {
			return skipDamaged(err)
		}
		if _, sought := owners[r.Text]; sought && len(key) > 16 {
			owners[r.Text] = "the text of " + articleNamed(tx, idString(key[:16]), "")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Bucket([]byte("captures")).ForEach(func(_, raw []byte) error {
		var r captureRecord
		if err := decode(raw, &r); err != nil {
			return skipDamaged(err)
		}
		if was, sought := owners[string(r.SHA256)]; sought && was == "" {
			owners[string(r.SHA256)] = "the page of " + articleNamed(tx, string(r.Article), cmp.Or(r.FinalURL, r.URL)+" ("+r.Source+")")
		}
		return nil
	})
}

// articleNamed names an article by its title, address and outlet; otherwise says what
// else is known.
func articleNamed(tx *bolt.Tx, id, otherwise string) string {
	card, err := readCard(tx, id)
	if err != nil {
		return cmp.Or(otherwise, "article "+id)
	}
	return fmt.Sprintf("%q, %s (%s)", card.Title, card.URL, card.Source)
}
