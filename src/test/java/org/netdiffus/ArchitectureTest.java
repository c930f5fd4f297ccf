package org.netdiffus;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the rooms of the house: what each package may know. */
class ArchitectureTest {
  private static final String ROOT = "org.netdiffus";

  private static final String[] JDK = {"java..", "javax..", "org.jspecify.."};
  private static final String[] NETWORKS = {
    "org.nd4j..", "org.deeplearning4j..", "org.datavec..", "org.eclipse.deeplearning4j.."
  };

  /** Room by room: the rooms and the libraries that it may know beside the JDK and itself. */
  private static final Map<String, List<String>> KNOWS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("capture", List.of()),
              Map.entry("series", List.of(room("capture"), "com.fasterxml.jackson.core..")),
              Map.entry("tile", List.of(room("series"), "org.bytedeco..")),
              Map.entry("diffusion", List.of("org.apache.commons.math3..")),
              Map.entry("forecast", List.of()),
              Map.entry("baseline", List.of(room("diffusion"))),
              Map.entry(
                  "measure",
                  List.of(room("tile"), room("diffusion"), "org.apache.commons.math3..")),
              Map.entry(
                  "report",
                  List.of(
                      room("measure"),
                      "org.knowm.xchart..",
                      "freemarker..",
                      "com.fasterxml.jackson..")),
              Map.entry("simulate", List.of(room("capture"))),
              Map.entry("settings", List.of("com.typesafe.config..", "org.apache.commons.text..")),
              Map.entry(
                  "dl4j",
                  Stream.concat(
                          Stream.of(
                              room("diffusion"),
                              "org.apache.spark..",
                              "scala..",
                              "org.slf4j..",
                              "com.fasterxml.jackson.."),
                          Stream.of(NETWORKS))
                      .toList()),
              Map.entry(
                  "spark",
                  List.of(
                      room("capture"),
                      room("series"),
                      room("tile"),
                      room("forecast"),
                      room("settings"),
                      "org.apache.spark..",
                      "org.apache.hadoop..",
                      "org.apache.parquet..",
                      "scala..",
                      "org.slf4j..",
                      "org.apache.commons.compress..",
                      "com.github.luben.zstd..",
                      "net.jpountz.lz4..",
                      "org.tukaani.xz..",
                      "com.fasterxml.jackson.."))));

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  static Set<String> rooms() {
    return KNOWS.keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rooms")
  void aRoomKnowsItselfTheJdkAndWhatStandsInItsRow(String room) {
    String[] known =
        Stream.of(
                Stream.of(JDK), Stream.of(room(room)), KNOWS.getOrDefault(room, List.of()).stream())
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(room(room))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(known))
        .check(PROGRAM);
  }

  @Test
  void everyPackageIsARoomOneLevelDeep() {
    assertThat(PROGRAM.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .allSatisfy(
            name ->
                assertThat(name)
                    .matches(
                        n ->
                            n.equals(ROOT)
                                || n.equals(ROOT + ".jobs")
                                || KNOWS.keySet().stream().anyMatch(r -> n.equals(ROOT + "." + r)),
                        "a room of the house"));
  }

  @Test
  void everyPackageSaysWhatItIsAboutAndIsNullMarked() {
    assertThat(
            PROGRAM.getPackage(ROOT).getSubpackagesInTree().stream()
                .filter(
                    room ->
                        !room.tryGetPackageInfo().isPresent()
                            || !room.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName))
        .as("packages without package-info.java or @NullMarked")
        .isEmpty();
  }

  @Test
  void noRoomsKnowEachOtherInACircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void openCvIsKnownToOneClassOfTheTileRoom() {
    Set<String> users =
        PROGRAM.stream()
            .filter(ArchitectureTest::knowsOpenCv)
            .map(type -> type.getName().replaceFirst("\\$.*", ""))
            .collect(Collectors.toSet());
    assertThat(users).containsExactly(ROOT + ".tile.AreaResize");
  }

  @Test
  void onlyTheNetworksSeeArraysOfNd4j() {
    noClasses()
        .that()
        .resideOutsideOfPackage(room("dl4j"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(NETWORKS)
        .check(PROGRAM);
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage(room("jobs"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(PROGRAM);
  }

  @Test
  void onlyMainMayEndTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ROOT + ".jobs.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(PROGRAM);
  }

  @Test
  void noClassIsNamedForBeingABag() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Common|Misc|Impl)(\\$.*)?")
        .check(PROGRAM);
  }

  @Test
  void noClassLeansOnLibrariesThatAClusterMayReplace() {
    // Joda-Time and Guava come with other libraries, in versions that a cluster may replace.
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.joda.time..", "com.google.common..", "com.google.gson..")
        .check(PROGRAM);
  }

  private static boolean knowsOpenCv(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(
            dependency -> dependency.getTargetClass().getPackageName().startsWith("org.bytedeco"));
  }

  private static String room(String name) {
    return ROOT + "." + name + "..";
  }
}
