package city.hotline.node;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may know whom in a node, and who alone touches which library. */
class ArrowsTest {
  private static final String NODE = "city.hotline.node.";

  /** From the disk outwards: each may know those before it, never those after it. */
  private static final List<String> ORDER =
      List.of(
          "journal",
          "replica",
          "epoch",
          "citizen",
          "grid",
          "sequencer",
          "feed",
          "courier",
          "pulse",
          "board",
          "search",
          "rates",
          "endpoint",
          "wall",
          "gauge",
          "launch");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("city.hotline.node");

  private static void only(List<String> packages, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages.stream().map(NODE::concat).toArray(String[]::new))
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries))
        .check(CLASSES);
  }

  /** Launch hands the starter over without knowing what it starts. */
  @Test
  void onlyTheGridKnowsHazelcast() {
    only(List.of("grid"), "com.hazelcast..");
  }

  @Test
  void onlyTheJournalKnowsChronicle() {
    only(List.of("journal"), "net.openhft..");
  }

  @Test
  void onlyEndpointsAndFeedsSpeakGrpcAndLaunchServesIt() {
    only(List.of("endpoint", "feed", "launch"), "io.grpc..");
  }

  @Test
  void onlyTheSearchKnowsLucene() {
    only(List.of("search"), "org.apache.lucene..");
  }

  @Test
  void onlyKeysOfCitizensAreKeptInADatabase() {
    only(List.of("citizen"), "java.sql..", "org.sqlite..");
  }

  @Test
  void onlyTheGaugesKnowPrometheus() {
    only(List.of("gauge"), "io.prometheus..", "io.micrometer..");
  }

  @Test
  void onlyTheWallKnowsServletsAndLaunchServesIt() {
    only(List.of("wall", "launch"), "jakarta.servlet..", "org.springframework.web..");
  }

  @Test
  void onlyLaunchKnowsSpring() {
    only(List.of("launch"), "org.springframework..");
  }

  @Test
  void eachKnowsOnlyThoseBeforeIt() {
    for (int i = 0; i < ORDER.size(); i++) {
      List<String> after = ORDER.subList(i + 1, ORDER.size());
      noClasses()
          .that()
          .resideInAPackage(NODE + ORDER.get(i))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(after.stream().map(NODE::concat).toArray(String[]::new)))
          .check(CLASSES);
    }
  }

  @Test
  void packagesDoNotGoInCircles() {
    slices().matching("city.hotline.node.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackageIsKnownHereAndSaysWhatIsNull() {
    for (JavaPackage found : CLASSES.getPackage("city.hotline.node").getSubpackages()) {
      assertThat(found.getName()).isIn(ORDER.stream().map(NODE::concat).toList());
      assertThat(found.isAnnotatedWith(NullMarked.class)).as(found.getName()).isTrue();
    }
  }
}
