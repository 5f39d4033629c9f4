package city.hotline.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Whoever judges the grid must not share its mistakes. */
class ArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("city.hotline.chaos");

  @Test
  void nothingOfTheGridIsKnownButItsLanguageAndClient() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("city.hotline.core..", "city.hotline.node..", "city.hotline.city..")
        .check(CLASSES);
  }

  @Test
  void checksKnowTheHistoryAndTheLanguageOnly() {
    noClasses()
        .that()
        .resideInAPackage("city.hotline.chaos.check")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "city.hotline.client..",
            "city.hotline.chaos",
            "city.hotline.chaos.load",
            "city.hotline.chaos.stage",
            "io.grpc..")
        .check(CLASSES);
  }
}
