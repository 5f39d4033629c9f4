package city.hotline.core.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.directory.v1.PlaceKind;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.directory.v1.UnitKind;
import city.hotline.proto.docket.v1.HandlingLimit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoryTest {

  private final Directory directory = Directory.beijing();

  @Test
  void hasTheCityAnd16Districts349StreetsAnd7535Communities() {
    Map<PlaceKind, Integer> counts = new EnumMap<>(PlaceKind.class);
    for (Place place : everyPlace()) {
      counts.merge(place.getKind(), 1, Integer::sum);
    }

    assertThat(counts)
        .containsOnly(
            Map.entry(PlaceKind.PLACE_KIND_CITY, 1),
            Map.entry(PlaceKind.PLACE_KIND_DISTRICT, 16),
            Map.entry(PlaceKind.PLACE_KIND_STREET, 349),
            Map.entry(PlaceKind.PLACE_KIND_COMMUNITY, 7_535));
  }

  @Test
  void everyPlaceLiesInAPlaceThatExistsAndInADistrict() {
    for (Place place : everyPlace()) {
      if (place.getKind() == PlaceKind.PLACE_KIND_CITY) {
        assertThat(place.getParent()).isEmpty();
      } else {
        assertThat(directory.place(place.getParent())).as(place.getName()).isPresent();
        assertThat(directory.children(place.getParent())).contains(place);
      }
      assertThat(directory.isDistrict(directory.districtOf(place.getCode()))).isTrue();
    }
  }

  @Test
  void listsDistrictsByCodeTheCityFirst() {
    assertThat(directory.districts()).hasSize(17).extracting(Place::getCode).isSorted();
    assertThat(directory.districts().get(0).getName()).isEqualTo("北京市");
    assertThat(directory.children(Directory.CITY))
        .hasSize(16)
        .extracting(Place::getCode)
        .isSorted();
  }

  @Test
  void tellsDistrictsStreetsAndCommunitiesApart() {
    assertThat(directory.isDistrict("110105")).isTrue();
    assertThat(directory.isDistrict(Directory.CITY)).isTrue();
    assertThat(directory.isDistrict("110105001")).isFalse();
    assertThat(directory.isStreet("110105001")).isTrue();
    assertThat(directory.isStreet("110105")).isFalse();
    assertThat(directory.isCommunity("110101001001")).isTrue();
    assertThat(directory.isCommunity("110105001")).isFalse();
  }

  @Test
  void findsTheDistrictOfADocketAndOfAnyPlace() {
    assertThat(directory.districtOf("110105001")).isEqualTo("110105");
    assertThat(directory.districtOf("110105")).isEqualTo("110105");
    assertThat(directory.districtOf("110101001001")).isEqualTo("110101");
    assertThat(directory.districtOf(Directory.CITY)).isEqualTo(Directory.CITY);
  }

  @Test
  void givesADistrictItsOwnDocketThenOnePerStreet() {
    assertThat(directory.docketsOf("110105"))
        .startsWith("110105", "110105001")
        .hasSize(1 + directory.children("110105").size())
        .isSorted();
    assertThat(directory.docketsOf(Directory.CITY)).containsExactly(Directory.CITY);
  }

  @Test
  void hasAUnitForTheCityEachDistrictAndEachStreetAndThoseWithoutAPlace() {
    assertThat(directory.units()).extracting(Unit::getCode).isSorted();
    Map<UnitKind, Integer> kinds = new EnumMap<>(UnitKind.class);
    directory.units().forEach(unit -> kinds.merge(unit.getKind(), 1, Integer::sum));
    assertThat(kinds)
        .containsOnly(
            Map.entry(UnitKind.UNIT_KIND_CITY, 1),
            Map.entry(UnitKind.UNIT_KIND_DISTRICT, 16),
            Map.entry(UnitKind.UNIT_KIND_STREET, 349),
            Map.entry(UnitKind.UNIT_KIND_DEPARTMENT, 74),
            Map.entry(UnitKind.UNIT_KIND_ENTERPRISE, 119),
            Map.entry(UnitKind.UNIT_KIND_PLATFORM, 60));
    assertThat(directory.unit("110105"))
        .get()
        .satisfies(
            unit -> {
              assertThat(unit.getName()).isEqualTo("朝阳区政府");
              assertThat(unit.getKind()).isEqualTo(UnitKind.UNIT_KIND_DISTRICT);
              assertThat(unit.getParent()).isEqualTo(Directory.CITY);
            });
    assertThat(directory.unit(Directory.CITY)).get().extracting(Unit::getName).isEqualTo("北京市政府");
    assertThat(directory.unit("110101001")).get().extracting(Unit::getName).isEqualTo("东华门街道");
    assertThat(directory.unit("110101001001")).isEmpty();
  }

  @Test
  void namesDistrictsInLatinLetters() {
    assertThat(directory.englishName("110105")).isEqualTo("Chaoyang");
    assertThat(directory.englishName(Directory.CITY)).isEqualTo("Beijing (city)");
  }

  @Test
  void knowsHotlines() {
    assertThat(directory.hotline("00000")).isNull();
    assertThat(directory.hotline("12319")).isEqualTo(new HotlineLine("12319", "城市管理热线", "general"));
    assertThat(directory.hotlines())
        .extracting(HotlineLine::code)
        .hasSize(64)
        .isSorted()
        .contains("12345");
  }

  @Test
  void givesEveryClassALimitAndADemand() {
    assertThat(directory.classes()).hasSizeGreaterThan(60).isSorted();
    for (String code : directory.classes()) {
      assertThat(directory.isClass(code)).isTrue();
      assertThat(directory.limitOf(code))
          .get()
          .isNotEqualTo(HandlingLimit.HANDLING_LIMIT_UNSPECIFIED);
    }
    assertThat(directory.limitOf("040302")).hasValue(HandlingLimit.HANDLING_LIMIT_EMERGENCY);
    assertThat(directory.classRule("060201"))
        .get()
        .extracting(ClassRule::demand)
        .isEqualTo(DemandKind.INQUIRY);
    assertThat(directory.limitOf("999999")).isEmpty();
    assertThat(directory.isClass("999999")).isFalse();
  }

  @Test
  void saysWhatToAskFirstWhenACodeIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> directory.districtOf("999999"))
        .withMessageContaining("code: 999999 (expected: ");
    assertThatIllegalArgumentException().isThrownBy(() -> directory.docketsOf("110105001"));
    assertThatIllegalArgumentException().isThrownBy(() -> directory.englishName("110105001"));
  }

  private List<Place> everyPlace() {
    List<Place> all = new ArrayList<>();
    all.add(directory.place(Directory.CITY).orElseThrow());
    for (int i = 0; i < all.size(); i++) {
      all.addAll(directory.children(all.get(i).getCode()));
    }
    return all;
  }

  @Test
  void publicHolidaysAreNotWorkedAndSomeWeekendDaysAre() {
    WorkCalendar calendar = Directory.beijing().calendar();
    assertThat(calendar.isWorked(LocalDate.of(2026, 10, 1))).isFalse();
    assertThat(calendar.isWorked(LocalDate.of(2026, 10, 10))).isTrue();
    assertThat(calendar.isWorked(LocalDate.of(2026, 10, 11))).isFalse();
    assertThat(calendar.isWorked(LocalDate.of(2026, 10, 12))).isTrue();
  }

  @Test
  void aUnitWithoutAPlaceCanHaveOrdersOfTheWholeCity() {
    assertThat(directory.docketsFor("M001")).hasSize(17);
    assertThat(directory.docketsFor(Directory.CITY)).hasSize(17);
    assertThat(directory.docketsFor("110105"))
        .containsOnlyKeys("110105", Directory.CITY)
        .containsEntry(Directory.CITY, List.of(Directory.CITY))
        .containsEntry("110105", directory.docketsOf("110105"));
    assertThat(directory.docketsFor("110105001"))
        .containsOnlyKeys("110105")
        .containsEntry("110105", List.of("110105", "110105001"));
    assertThatThrownBy(() -> directory.docketsFor("M999"))
        .hasMessageStartingWith("code: M999 (expected: the code of a unit");
  }

  @Test
  void aUnitIsWithinThoseAboveIt() {
    assertThat(directory.isWithin("110105001", "110105001")).isTrue();
    assertThat(directory.isWithin("110105001", "110105")).isTrue();
    assertThat(directory.isWithin("110105001", Directory.CITY)).isTrue();
    assertThat(directory.isWithin("110105001", "110101")).isFalse();
    assertThat(directory.isWithin("110105", "110105001")).isFalse();
    Unit enterprise = directory.unit("E001").orElseThrow();
    assertThat(enterprise.getKind()).isEqualTo(UnitKind.UNIT_KIND_ENTERPRISE);
    assertThat(directory.isWithin("E001", enterprise.getParent())).isTrue();
    assertThat(directory.isWithin("", Directory.CITY)).isFalse();
  }

  @Test
  void placesAreCalledByTheirNamesWithoutTheirKindAndByTheirAliases() {
    assertThat(called("朝阳区")).containsExactly("110105");
    assertThat(called("朝阳")).startsWith("110105");
    assertThat(called("东华门")).startsWith("110101001");
    assertThat(called("崇文区")).containsExactly("110101");
    assertThat(called("国贸")).isNotEmpty();
    assertThat(called("没有这个地方")).isEmpty();
  }

  private List<String> called(String name) {
    return directory.placesCalled(name).stream().map(Place::getCode).toList();
  }
}
