package store

import (
	"errors"
	"slices"

	bolt "go.etcd.io/bbolt"

	"sada"
)

// settling gives the groups of one reckoning their names and writes them down.
type settling struct {
	*kinship
	groups  [][]string
	place   map[string]int           // of a text: its group
	known   map[string]*familyRecord // the families that the texts were of, by name
	names   []string                 // of the groups, "" for a text alone
	into    map[string]int           // of a family: the group that goes on with it
	members [][]string               // of the groups, with those that were not reckoned anew
}

// settle writes the families that texts are parted into. A family keeps the name of
// its first member; of two that become one the elder name stays and the other leads
// to it.
func (x *kinship) settle(groups [][]string) error {
	s := &settling{
		kinship: x, groups: groups, place: map[string]int{}, known: map[string]*familyRecord{}, into: map[string]int{},
		names: make([]string, len(groups)), members: make([][]string, len(groups)),
	}
	for n, g := range groups {
		for _, id := range g {
			s.place[id] = n
		}
		s.members[n] = slices.Clone(g)
	}
	if err := s.know(); err != nil {
		return err
	}
	s.name()
	for n := range groups {
		if err := s.write(n); err != nil {
			return err
		}
	}
	return s.leave()
}

// know reads the families that the texts were of.
func (s *settling) know() error {
	for id := range s.place {
		name := s.cards[id].Family
		if name == "" || s.known[name] != nil {
			continue
		}
		name, f, err := familyOf(s.tx, name)
		if gone(err) || errors.Is(err, sada.ErrDamaged) {
			name, f, err = s.cards[id].Family, familyRecord{}, nil
		}
		if err != nil {
			return err
		}
		s.known[name] = &f
	}
	return nil
}

// name finds out which group goes on with which family, and under which name. A
// family goes with its first member; where that is not reckoned anew, with the
// group of the first of its members.
func (s *settling) name() {
	var known []string
	for name := range s.known {
		known = append(known, name)
	}
	slices.Sort(known)
	for _, name := range known {
		f := s.known[name]
		n, in := s.place[name]
		for _, m := range slices.Sorted(slices.Values(f.Members)) {
			if !in {
				n, in = s.place[m]
			}
		}
		if !in {
			continue
		}
		_, first := s.place[name]
		outside := s.outside(f)
		if len(s.groups[n])+len(outside) < 2 || first && len(s.groups[n]) < 2 {
			continue
		}
		s.into[name] = n
		s.members[n] = union(s.members[n], outside)
		if s.names[n] == "" {
			s.names[n] = name // the eldest, since they are in order
		}
	}
	for n, g := range s.members {
		if len(g) > 1 && s.names[n] == "" {
			s.names[n] = g[0]
		}
	}
}

// outside lists the members of a family that are not reckoned anew.
func (s *settling) outside(f *familyRecord) (out []string) {
	for _, m := range f.Members {
		if _, in := s.place[m]; !in {
			out = append(out, m)
		}
	}
	return out
}

// write writes one family, its members' cards, and what leads to it.
func (s *settling) write(n int) error {
	name := s.names[n]
	f := familyRecord{Knit: true}
	for _, id := range s.members[n] {
		c, err := s.card(id)
		if err != nil {
			return err
		}
		if c == nil {
			continue
		}
		if c.Family != name {
			c.Family = name
			if err := s.put(c); err != nil {
				return err
			}
		}
		f.Members = append(f.Members, id)
		if err := s.lead(&f, c); err != nil {
			return err
		}
	}
	if name == "" {
		return nil
	}
	f.Members = f.Members[:min(len(f.Members), mostMembers)]
	f.Aliases = s.aliases(n)
	for _, alias := range f.Aliases {
		if err := put(s.families(), idBytes(alias), familyRecord{Into: name}); err != nil {
			return err
		}
	}
	return put(s.families(), idBytes(name), f)
}

// lead makes a member the head when it goes before the one there is.
func (s *settling) lead(f *familyRecord, c *cardRecord) error {
	if f.Head == "" {
		f.Head = c.ID
		return nil
	}
	head, err := s.card(f.Head)
	if err != nil {
		return err
	}
	before := ranked(c, head) < 0
	if s.Leads != nil {
		before = s.Leads(Kin{c.record(), c.Wire}, Kin{head.record(), head.Wire})
	}
	if before {
		f.Head = c.ID
	}
	return nil
}

// put writes a card; that of the page which is kept is written at its end.
func (s *settling) put(c *cardRecord) error {
	if c == s.own {
		return nil
	}
	return putCard(s.tx, c)
}

func (s *settling) families() *bolt.Bucket { return s.tx.Bucket([]byte("families")) }

// aliases lists the names of families that a group goes on with beside its own. The
// name of a text goes where the text goes.
func (s *settling) aliases(n int) (out []string) {
	for name, f := range s.known {
		for _, alias := range append([]string{name}, f.Aliases...) {
			goes, follows := s.into[name]
			if at, in := s.place[alias]; in {
				goes, follows = at, true
			}
			if follows && goes == n && !slices.Contains(s.names, alias) {
				out = append(out, alias)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// leave forgets the families that nothing goes on with, and leaves those that texts
// went away from to the others.
func (s *settling) leave() error {
	for name, f := range s.known {
		for _, alias := range append([]string{name}, f.Aliases...) {
			at, in := s.place[alias]
			_, follows := s.into[name]
			if in && s.names[at] == "" || !in && !follows {
				if err := s.forget(alias); err != nil {
					return err
				}
			}
		}
		if _, follows := s.into[name]; follows {
			continue
		}
		if err := s.remain(name, f); err != nil {
			return err
		}
	}
	return nil
}

func (s *settling) forget(name string) error {
	if slices.Contains(s.names, name) {
		return nil
	}
	return s.families().Delete(idBytes(name))
}

// remain leaves a family to those of its members that are not reckoned anew.
func (s *settling) remain(name string, f *familyRecord) error {
	left := s.outside(f)
	_, in := s.place[name]
	if in && len(left) > 0 {
		name = left[0]
	}
	if len(left) > 1 {
		head := f.Head
		if !slices.Contains(left, head) {
			head = left[0]
		}
		if err := put(s.families(), idBytes(name), familyRecord{Head: head, Members: left, Knit: true}); err != nil {
			return err
		}
	} else {
		name = ""
	}
	for _, id := range left {
		c, err := s.card(id)
		if err != nil {
			return err
		}
		if c != nil && c.Family != name {
			c.Family = name
			if err := s.put(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// union is two lists as one, in order, each text once.
func union(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}
