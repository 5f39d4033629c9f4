package city.hotline.node.gauge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows around this package. */
class GaugeArrowsTest {
  private static final JavaClasses NODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("city.hotline.node");

  @Test
  void onlyGaugesKnowOfPrometheus() {
    noClasses()
        .that()
        .resideOutsideOfPackage("city.hotline.node.gauge..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.prometheus..", "io.micrometer..")
        .check(NODE);
  }

  @Test
  void onlyTheWiringKnowsOfGauges() {
    noClasses()
        .that()
        .resideOutsideOfPackages("city.hotline.node.gauge..", "city.hotline.node.launch..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("city.hotline.node.gauge..")
        .check(NODE);
  }
}
