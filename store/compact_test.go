package store

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"sada"
)

func TestCompactRecordsComeBackAsTheyWere(t *testing.T) {
	sum := strings.Repeat("0a", 32)
	for _, c := range []struct {
		name    string
		record  any
		version byte
		most    int // bytes
	}{
		{"a text", &blobRecord{File: "text-2026-11.db", Key: 70000, Size: 4000}, compactRecord, 13},
		{"a page of a day", &blobRecord{File: "page-2026-02-28.db", Key: 1, Size: 1 << 40}, compactRecord, 16},
		{"a picture", &blobRecord{File: "clip-1999-12.db", Key: 9, Kind: "image/jpeg"}, compactRecord, 21},
		{"a blob in a file of a kind to come", &blobRecord{File: "wire-2026.db", Key: 9}, checkedRecord, 99},
		{"a blob in a file without a period", &blobRecord{File: "text-.db", Key: 9}, checkedRecord, 99},
		{"a version", &versionRecord{At: at.Add(123456789), Capture: 1 << 30, Text: sum}, compactRecord, 52},
		{"a version of no time", &versionRecord{Text: sum}, compactRecord, 48},
		{"a version before its time", &versionRecord{At: time.Date(1066, 1, 1, 0, 0, 0, 0, time.UTC), Text: sum}, checkedRecord, 200},
		{"a version of a text that is no hash", &versionRecord{At: at, Text: "no hash"}, checkedRecord, 99},
		{"a version with a hash in capitals", &versionRecord{At: at, Text: strings.ToUpper(sum)}, checkedRecord, 200},
	} {
		raw, err := encode(reflect.ValueOf(c.record).Elem().Interface())
		if err != nil {
			t.Fatal(err)
		}
		if raw[0] != c.version || len(raw) > c.most {
			t.Errorf("%s: version %d in %d bytes, want %d in %d at most", c.name, raw[0], len(raw), c.version, c.most)
		}
		got := reflect.New(reflect.TypeOf(c.record).Elem())
		if err := decode(raw, got.Interface()); err != nil || !reflect.DeepEqual(got.Interface(), c.record) {
			t.Errorf("%s: read back as %+v, %v; want %+v", c.name, got.Elem(), err, c.record)
		}
	}
}

// A field that is added to a record and not to its own form must keep the record
// out of that form, or it would be lost without a word.
func TestNoFieldOfACompactRecordIsLost(t *testing.T) {
	id := "0192f3a0-7c1e-7abc-8def-0123456789ab"
	for _, base := range []any{
		blobRecord{File: "text-2026-11.db", Key: 7, Size: 9},
		versionRecord{At: at, Capture: 7, Text: strings.Repeat("0a", 32)},
		seenRecord{Source: "kiosque", Article: id, At: at, Modified: at},
	} {
		kind := reflect.TypeOf(base)
		for i := range kind.NumField() {
			name := kind.Field(i).Name
			if !kind.Field(i).IsExported() || kind == reflect.TypeFor[seenRecord]() && (name == "URL" || name == "Key") {
				continue // the card has them
			}
			want := reflect.New(kind)
			want.Elem().Set(reflect.ValueOf(base))
			change(want.Elem().Field(i))
			raw, err := encode(want.Elem().Interface())
			if err != nil {
				t.Fatal(err)
			}
			got := reflect.New(kind)
			if err := decode(raw, got.Interface()); err != nil || !reflect.DeepEqual(got.Elem().Field(i).Interface(), want.Elem().Field(i).Interface()) {
				t.Errorf("%s.%s came back as %v, %v; want %v", kind, name, got.Elem().Field(i), err, want.Elem().Field(i))
			}
		}
	}
}

// change gives a field another value.
func change(f reflect.Value) {
	if t, is := f.Interface().(time.Time); is {
		f.Set(reflect.ValueOf(t.Add(time.Hour)))
		return
	}
	switch f.Kind() {
	case reflect.String:
		f.SetString(f.String() + "x")
	case reflect.Bool:
		f.SetBool(!f.Bool())
	case reflect.Int, reflect.Int64:
		f.SetInt(f.Int() + 1)
	case reflect.Uint64, reflect.Uint32, reflect.Uint8:
		f.SetUint(f.Uint() + 1)
	case reflect.Slice:
		f.Set(reflect.Append(f, reflect.Zero(f.Type().Elem())))
		change(f.Index(f.Len() - 1))
	case reflect.Struct:
		for i := range f.NumField() {
			change(f.Field(i))
		}
	default:
		panic("a field of kind " + f.Kind().String())
	}
}

func TestACompactRecordOfAnotherKindIsDamaged(t *testing.T) {
	raw, err := encode(versionRecord{At: at, Text: strings.Repeat("0a", 32)})
	if err != nil {
		t.Fatal(err)
	}
	if err := decode(raw, &cardRecord{}); !errors.Is(err, sada.ErrDamaged) {
		t.Errorf("a version read as a card: %v, want damaged", err)
	}
}

// FuzzDecode reads any bytes as a record of each kind. What the check covers is
// made right, so that the readers behind it meet them.
func FuzzDecode(f *testing.F) {
	for _, r := range []any{
		blobRecord{File: "page-2026-11-25.db", Key: 7, Size: 900}, versionRecord{At: at, Capture: 3, Text: strings.Repeat("0a", 32)},
		cardRecord{ID: "x", Title: strings.Repeat("Le barrage est plein. ", 20)},
	} {
		raw, err := encode(r)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw[0], raw[recordHead:])
	}
	f.Fuzz(func(t *testing.T, version byte, body []byte) {
		raw := sealed(version, append(make([]byte, recordHead), body...))
		for _, into := range []any{&cardRecord{}, &captureRecord{}, &blobRecord{}, &versionRecord{}, &seenRecord{}, &queuedRecord{}} {
			if err := decode(raw, into); err != nil && !errors.Is(err, sada.ErrDamaged) && !errors.Is(err, sada.ErrNewer) {
				t.Fatalf("%T: %v", into, err)
			}
		}
	})
}

func TestIdsAndHashesAreShortAndComeBackAsTheyWere(t *testing.T) {
	id, sum := "0192f3a0-7c1e-7abc-8def-0123456789ab", strings.Repeat("0a", 32)
	for _, c := range []struct{ article, sum string }{
		{id, sum}, {"", ""}, {strings.ToUpper(id), strings.ToUpper(sum)}, {"=", "no hash"}, {strings.Repeat("A", 22), strings.Repeat("A", 43)},
	} {
		want := captureRecord{Article: idText(c.article), SHA256: sumText(c.sum)}
		raw, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got captureRecord
		if err := json.Unmarshal(raw, &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s came back as %+v, %v; want %+v", raw, got, err, want)
		}
	}
	var old captureRecord // as layout 1 has it
	if err := json.Unmarshal([]byte(`{"a":"`+id+`","sh":"`+sum+`"}`), &old); err != nil || string(old.Article) != id || string(old.SHA256) != sum {
		t.Errorf("of layout 1 came %+v, %v", old, err)
	}
}

func TestTheMarkOfAnArticleComesBackWithoutItsAddress(t *testing.T) {
	want := seenRecord{Key: "u:https://kiosk.test/1", URL: "https://kiosk.test/1", Source: "kiosque", Article: "0192f3a0-7c1e-7abc-8def-0123456789ab", At: at, Modified: at.Add(time.Second)}
	raw, err := encode(want)
	if err != nil {
		t.Fatal(err)
	}
	if len(raw) > 64 {
		t.Errorf("it takes %d bytes", len(raw))
	}
	for range 2 { // written anew it stays what it was
		var got seenRecord
		if err := decode(raw, &got); err != nil {
			t.Fatal(err)
		}
		s := Seen{URL: got.URL, address: got.address}
		if got.Article != want.Article || got.Source != want.Source || !got.At.Equal(want.At) || !got.Modified.Equal(want.Modified) || !s.led(want.URL) || s.led(want.URL+"0") {
			t.Errorf("it came back as %+v", got)
		}
		if raw, err = encode(got); err != nil {
			t.Fatal(err)
		}
	}
	want.Reason, want.Detail = sada.ReasonDouble, "sous un autre titre"
	if raw, err = encode(want); err != nil {
		t.Fatal(err)
	}
	var got seenRecord
	if err := decode(raw, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("a double came back as %+v, %v; want %+v", got, err, want)
	}
}
