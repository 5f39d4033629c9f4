package city.hotline.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may know whom in the rules of the hotline, and what rules must not touch. */
class ArrowsTest {

  private static final String CORE = "city.hotline.core.";

  /** The call's journey: each step may know those before it, never those after it. */
  private static final List<String> JOURNEY =
      List.of(
          "arrival",
          "queue",
          "seat",
          "match",
          "conversation",
          "order",
          "dispatch",
          "handling",
          "followup",
          "figures",
          "rates",
          "alert");

  private static final List<String> MACHINES = List.of("floor", "docket");

  private static final JavaClasses RULES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("city.hotline.core");

  @Test
  void rulesRestOnMessagesTheLanguageAndPersistentMapsOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "city.hotline.core..",
                "city.hotline.proto..",
                "com.google.protobuf",
                "org.pcollections",
                "org.jspecify.annotations"))
        .check(RULES);
  }

  @Test
  void rulesCallNoService() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("city.hotline.proto..").and(simpleNameEndingWith("Grpc")))
        .check(RULES);
  }

  @Test
  void rulesHaveNoThreadsNetworkOrFiles() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.util.concurrent..", "java.net..", "java.nio.file..", "java.util.logging.."))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, ThreadLocal.class, java.util.Timer.class)
        .check(RULES);
  }

  @Test
  void onlyTheDirectoryReadsAnything() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CORE + "directory")
        .should()
        .dependOnClassesThat(resideInAPackage("java.io"))
        .check(RULES);
  }

  @Test
  void timeAndChanceAreInputs() {
    noClasses().should().callMethodWhere(asksTheMachine()).check(RULES);
    noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(RULES);
    noClasses().should().callConstructor(java.util.Random.class).check(RULES);
    noClasses().should().callConstructor(java.util.SplittableRandom.class).check(RULES);
    noClasses().should().callConstructor(java.util.Date.class).check(RULES);
  }

  private static DescribedPredicate<JavaCall<?>> asksTheMachine() {
    Set<String> asking =
        Set.of(
            "now",
            "currentTimeMillis",
            "nanoTime",
            "random",
            "randomUUID",
            "identityHashCode",
            "getenv",
            "getProperty",
            "systemDefault");
    return DescribedPredicate.describe(
        "asks the machine for time, chance or settings",
        call ->
            asking.contains(call.getName())
                && call.getTargetOwner().getPackageName().startsWith("java."));
  }

  @Test
  void stepsKnowUpstreamStepsOnly() {
    for (int i = 0; i < JOURNEY.size(); i++) {
      List<String> downstream = new ArrayList<>(JOURNEY.subList(i + 1, JOURNEY.size()));
      downstream.addAll(MACHINES);
      downstream.add("shard");
      noClasses()
          .that()
          .resideInAPackage(CORE + JOURNEY.get(i))
          .should()
          .dependOnClassesThat(resideInAnyPackage(packages(downstream)))
          .allowEmptyShould(true)
          .check(RULES);
    }
  }

  @Test
  void nobodyButTheShardKnowsTheTwoMachines() {
    for (String machine : MACHINES) {
      noClasses()
          .that()
          .resideOutsideOfPackages(CORE + machine, CORE + "shard")
          .should()
          .dependOnClassesThat(resideInAPackage(CORE + machine))
          .check(RULES);
    }
  }

  @Test
  void everybodyMayKnowTheDirectoryAndTheMomentWhichKnowNobody() {
    classes()
        .that()
        .resideInAPackage(CORE + "moment")
        .should()
        .onlyDependOnClassesThat(outsideCoreOr("moment"))
        .check(RULES);
    classes()
        .that()
        .resideInAPackage(CORE + "directory")
        .should()
        .onlyDependOnClassesThat(outsideCoreOr("moment", "directory"))
        .check(RULES);
  }

  private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> outsideCoreOr(
      String... names) {
    return DescribedPredicate.not(resideInAPackage("city.hotline.core.."))
        .or(resideInAnyPackage(packages(List.of(names))));
  }

  @Test
  void packagesDoNotGoInCircles() {
    slices().matching("city.hotline.core.(*)..").should().beFreeOfCycles().check(RULES);
  }

  @Test
  void everyPackageIsKnownHereAndSaysWhatIsNull() {
    List<String> known = new ArrayList<>(JOURNEY);
    known.addAll(MACHINES);
    known.addAll(List.of("shard", "directory", "moment"));
    for (JavaPackage found : RULES.getPackage("city.hotline.core").getSubpackages()) {
      assertThat(found.getName()).isIn(known.stream().map(CORE::concat).toList());
      assertThat(found.isAnnotatedWith(NullMarked.class)).as(found.getName()).isTrue();
    }
  }

  private static String[] packages(List<String> names) {
    return names.stream().map(CORE::concat).toArray(String[]::new);
  }
}
