package city.hotline.core.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class MalformedDirectoryTest {

  private static final String PLACES = "code,name";
  private static final String STREETS = "code,name,district";
  private static final String CLASSES = "code,level1,level2,level3,english,limit,demand,meaning";

  @Test
  void skipsRemarks() throws IOException {
    assertThat(read("# assumed\ncode,name\n# more\n110105,朝阳区\n", PLACES))
        .singleElement()
        .satisfies(row -> assertThat(row.fields()).containsExactly("110105", "朝阳区"));
  }

  @Test
  void passesOverAByteOrderMarkAtTheBeginningOnly() throws IOException {
    assertThat(read("\uFEFFcode,name\n110105,朝阳区\n", PLACES)).hasSize(1);
    assertThat(read("\uFEFF# assumed\ncode,name\n110105,朝阳区\n", PLACES)).hasSize(1);
    refuses(
        "#\n\uFEFFcode,name\n",
        PLACES,
        "f.csv, line 2: \uFEFFcode,name (expected: the header code,name)");
  }

  @Test
  void namesAWrongHeader() {
    refuses("kode,name\n", PLACES, "f.csv, line 1: kode,name (expected: the header code,name)");
  }

  @Test
  void namesAnEmptyFile() {
    refuses("", PLACES, "f.csv, line 1: end of file (expected: the header code,name)");
  }

  @Test
  void namesALineWithTooFewOrEmptyFields() {
    String expected = " (expected: 2 fields, none of them empty)";
    refuses("code,name\n110105\n", PLACES, "f.csv, line 2: 110105" + expected);
    refuses("code,name\n110105,\n", PLACES, "f.csv, line 2: 110105," + expected);
    refuses("code,name\n\n", PLACES, "f.csv, line 2: " + expected);
  }

  @Test
  void namesALineWithQuotes() {
    refuses(
        "code,name\n1,\"a\"\n", PLACES, "f.csv, line 2: 1,\"a\" (expected: fields without quotes)");
  }

  @Test
  void namesACodeThatComesTwice() {
    refuses(
        "code,name\n1,a\n1,b\n",
        PLACES,
        "f.csv, line 3: 1,b (expected: a code that line 2 does not have)");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] bytes = "code,name\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Assertions.assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(() -> CsvTable.read("f.csv", new ByteArrayInputStream(bytes), PLACES));
  }

  @Test
  void namesACodeOfTheWrongForm() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> DirectoryBuilder.beijing().addDistricts(read("code,name\n11010x,a\n", PLACES)))
        .withMessage("f.csv, line 2: 11010x (expected: a code of 6 digits)");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> DirectoryBuilder.beijing().addDistricts(read("code,name\n1101,a\n", PLACES)))
        .withMessage("f.csv, line 2: 1101 (expected: a code of 6 digits)");
  }

  @Test
  void namesAStreetOfAnUnknownDistrict() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                DirectoryBuilder.beijing()
                    .addStreets(read("code,name,district\n110105001,a,110105\n", STREETS)))
        .withMessage("f.csv, line 2: 110105 (expected: a code of beijing-districts.csv)");
  }

  @Test
  void namesAnUnknownLimitOrDemand() {
    String row = CLASSES + "\n010101,a,b,c,d,";
    assertThatIllegalStateException()
        .isThrownBy(
            () -> DirectoryBuilder.beijing().addClasses(read(row + "soon,help,e\n", CLASSES)))
        .withMessage("f.csv, line 2: soon (expected: emergency, utility, general or complex)");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> DirectoryBuilder.beijing().addClasses(read(row + "general,wish,e\n", CLASSES)))
        .withMessage(
            "f.csv, line 2: wish (expected: inquiry, help, complaint, report or suggestion)");
  }

  @Test
  void namesADayThatIsNoneOrNeitherOffNorWorked() {
    String head = "date,kind,name";
    assertThatIllegalStateException()
        .isThrownBy(
            () -> DirectoryBuilder.beijing().addDays(read(head + "\n2026-02-30,off,a\n", head)))
        .withMessage("f.csv, line 2: 2026-02-30 (expected: a date such as 2026-10-01)");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> DirectoryBuilder.beijing().addDays(read(head + "\n2026-10-01,half,a\n", head)))
        .withMessage("f.csv, line 2: half (expected: off or work)");
  }

  @Test
  void namesALevelThatIsCalledDifferentlyBefore() {
    String rows = CLASSES + "\n010101,a,b,c,d,general,help,e\n010102,a,B,c,d,general,help,f\n";
    assertThatIllegalStateException()
        .isThrownBy(() -> DirectoryBuilder.beijing().addClasses(read(rows, CLASSES)))
        .withMessage("f.csv, line 3: B (expected: b, as 0101 is called in a line before)");
  }

  @Test
  void namesARuleItDoesNotKnowOrCannotRead() {
    for (String rule :
        List.of(
            "limit-soon,2",
            "sign-general,0",
            "resolved,yes",
            "worked-1,soon",
            "warn-1,100",
            "decide-soon,4",
            "attempt-foo,4",
            "call-before,09:00",
            "call-from,nine",
            "x,1")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> new OrderRules(read("rule,value\n" + rule + "\n", "rule,value")))
          .withMessageStartingWith(
              "f.csv, line 2: " + rule + " (expected: limit-, sign- or contact-");
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> new OrderRules(read("rule,value\ncycles,2\n", "rule,value")))
        .withMessageContaining("has no line for decide-return: add one");
  }

  @Test
  void refusesHoursInWhichNobodyCanBeCalled() {
    String rules =
        "rule,value\ndecide-return,4\ndecide-appeal,24\nclaim,15\nhops,3\nextensions,1\ncycles,2\n"
            + "attempts,3\nattempt-again,4\ncall-from,09:00\ncall-until,";
    for (String until : List.of("09:00", "08:59")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> new OrderRules(read(rules + until + "\n", "rule,value")))
          .withMessage(
              "order-rules.csv: call-until is %s (expected: later than call-from, which is 09:00)"
                  .formatted(until));
    }
  }

  @Test
  void namesASchemeItCannotRead() throws IOException {
    String good = "a,2026-01-01,all,excluded,counted,yes partly,satisfied,30 35 35,5,19";
    assertThat(
            RateSchemes.of(read(RateSchemes.HEADER + "\n" + good, RateSchemes.HEADER)).first().id())
        .isEqualTo("a");
    for (String[] wrong :
        new String[][] {
          {"2026-01-01", "2026-02-30", "a day such as 2026-12-01"},
          {"all", "some", "last or all"},
          {"yes partly", "yes,partly", "10 fields, none of them empty"},
          {"yes partly", "perhaps", "yes, partly or no, with a space between them"},
          {"30 35 35", "30 35 36", "three numbers of 0 or more that make 100"},
          {"30 35 35", "-30 65 65", "three numbers of 0 or more that make 100"},
          {"30 35 35", "100", "three numbers such as 30 35 35"},
          {",5,", ",101,", "a number from 0 to 100"},
          {",19", ",29", "a number from 1 to 28"}
        }) {
      String line = good.replace(wrong[0], wrong[1]);
      assertThatIllegalStateException()
          .as(line)
          .isThrownBy(
              () -> RateSchemes.of(read(RateSchemes.HEADER + "\n" + line, RateSchemes.HEADER)))
          .withMessageEndingWith("(expected: " + wrong[2] + ")");
    }
    String twice = good + "\nb" + good.substring(1);
    assertThatIllegalStateException()
        .isThrownBy(
            () -> RateSchemes.of(read(RateSchemes.HEADER + "\n" + twice, RateSchemes.HEADER)))
        .withMessageEndingWith("(expected: a day on which a does not begin)");
    assertThatIllegalStateException()
        .isThrownBy(() -> RateSchemes.of(List.of()))
        .withMessage("schemes.csv has no scheme: add one");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Directory.of(
                    name -> {
                      throw new FileNotFoundException(name);
                    }))
        .withMessageStartingWith(
            "beijing-districts.csv is not there (expected: a file with the header code,name)");
  }

  @Test
  void namesADistrictWithoutAnEnglishName() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              DirectoryBuilder builder = DirectoryBuilder.beijing();
              builder.addDistricts(read("code,name\n110105,a\n", PLACES));
              builder.addEnglishNames(List.of());
            })
        .withMessageContaining("has no line for district 110105");
  }

  private static List<CsvTable.Row> read(String text, String header) throws IOException {
    return CsvTable.read(
        "f.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), header);
  }

  private static void refuses(String text, String header, String message) {
    assertThatIllegalStateException().isThrownBy(() -> read(text, header)).withMessage(message);
  }
}
