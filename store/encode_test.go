package store

import (
	"encoding/json"
	"errors"
	"testing"

	"sada"
)

func TestARecordOfWhichOneBitFlippedIsDamaged(t *testing.T) {
	raw, err := encode(sourceRecord{ID: "quai", Home: "https://quai.test/"})
	if err != nil {
		t.Fatal(err)
	}
	var r sourceRecord
	if err := decode(raw, &r); err != nil || r.ID != "quai" {
		t.Fatalf("read back as %+v, %v", r, err)
	}
	for i := range 8 * len(raw) {
		raw[i/8] ^= 1 << (i % 8)
		err := decode(raw, &sourceRecord{})
		// The first byte tells the version, which the check does not cover.
		if !errors.Is(err, sada.ErrDamaged) && (i >= 8 || !errors.Is(err, sada.ErrNewer)) {
			t.Errorf("bit %d: %v, want damaged", i, err)
		}
		raw[i/8] ^= 1 << (i % 8)
	}
}

func TestRecordsOfOtherVersions(t *testing.T) {
	body, err := json.Marshal(sourceRecord{ID: "quai"})
	if err != nil {
		t.Fatal(err)
	}
	checked, err := encode(sourceRecord{ID: "quai"})
	if err != nil {
		t.Fatal(err)
	}
	newer := append([]byte{newestRecord + 1}, checked[1:]...)
	for _, c := range []struct {
		name string
		raw  []byte
		want error
	}{
		{"of the first version, without a check", append([]byte{plainRecord}, body...), nil},
		{"of the first version, cut", append([]byte{plainRecord}, body[:5]...), sada.ErrDamaged},
		{"of this version", checked, nil},
		{"of this version, cut", checked[:len(checked)-1], sada.ErrDamaged},
		{"of this version, cut in its head", checked[:3], sada.ErrDamaged},
		{"of a later version", newer, sada.ErrNewer},
		{"of no version", append([]byte{0}, checked[1:len(checked)-1]...), sada.ErrDamaged},
		{"empty", nil, sada.ErrDamaged},
	} {
		var r sourceRecord
		if err := decode(c.raw, &r); !errors.Is(err, c.want) || err == nil && r.ID != "quai" {
			t.Errorf("a record %s: %+v, %v, want %v", c.name, r, err, c.want)
		}
	}
}
