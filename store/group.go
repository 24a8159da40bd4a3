package store

import (
	"cmp"
	"slices"
)

// group parts texts into families. The first text leads: the agency's own before
// others, the earliest, and of two the first by its key, so that nothing hangs on
// the order in which they came; the head that an older program chose goes before
// all. Its copies are of its family, and so are their copies in turn that are near
// to it: there are no chains. Of the rest the first leads again.
func (x *kinship) group(all []string) (groups [][]string) {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b string) int {
		if c := x.bonds[b].given() - x.bonds[a].given(); c != 0 {
			return c
		}
		return ranked(x.cards[a], x.cards[b])
	})
	place := map[string]bool{}
	rest := map[string]bool{}
	for _, id := range all {
		rest[id] = true
	}
	for _, head := range all {
		if place[head] {
			continue
		}
		place[head] = true
		family := []string{head}
		for _, b := range x.bonds[head] {
			if rest[b.id] && !place[b.id] {
				place[b.id] = true
				family = append(family, b.id)
			}
		}
		for _, bridge := range family[1:] {
			for _, b := range x.bonds[bridge] {
				if rest[b.id] && !place[b.id] && (b.bond == given || x.near(b.id, head)) {
					place[b.id] = true
					family = append(family, b.id)
				}
			}
		}
		slices.Sort(family)
		groups = append(groups, family)
	}
	return groups
}

// ranked compares two texts by who leads.
func ranked(a, b *cardRecord) int {
	if a.Wire != b.Wire {
		if a.Wire {
			return -1
		}
		return 1
	}
	if p, q := a.Published.Time, b.Published.Time; p.IsZero() != q.IsZero() {
		if q.IsZero() {
			return -1
		}
		return 1
	} else if c := p.Compare(q); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.ID, b.ID))
}

// near reports whether a copy of a copy is near enough to the head. Of those that
// cannot be compared any more it is known by their families.
func (x *kinship) near(id, head string) bool {
	a, b := x.sketchOf(id), x.sketchOf(head)
	if a == nil || b == nil {
		own := x.cards[id].Family
		return own != "" && own == x.cards[head].Family
	}
	return x.between(a, b) >= Near
}
