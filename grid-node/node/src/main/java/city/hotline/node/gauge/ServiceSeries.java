package city.hotline.node.gauge;

import city.hotline.node.board.Board;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.grid.v1.District;
import city.hotline.proto.grid.v1.GetStatusResponse;
import city.hotline.proto.grid.v1.Member;
import java.util.List;

/** Whether the grid serves, as this node sees it. */
final class ServiceSeries implements Series.Source {
  private static final Family DISTRICT =
      Family.info("hotline_district", "The districts and their names.");
  private static final Family SERVED =
      Family.gauge(
          "hotline_district_served",
          "1 if this node knows a serving owner of the district and heard it in the last seconds,"
              + " else 0.");
  private static final Family AGE =
      Family.gauge(
          "hotline_district_data_age_seconds",
          "Real time since this node last heard the district's owner; absent before the first"
              + " one.");
  private static final Family SERVING =
      Family.gauge(
          "hotline_serving",
          "1 if the grid serves as this node sees it, else 0: exactly when its health is UP.");
  private static final Family VOTERS =
      Family.gauge("hotline_voters", "Nodes that have a vote, present or not.");
  private static final Family VOTERS_PRESENT =
      Family.gauge("hotline_voters_present", "Voters that are here, as this node sees it.");
  private static final Family GRID_TIME =
      Family.gauge(
          "hotline_grid_time_seconds",
          "Grid time since 1970; its speed against real time is its derivative. Absent while it is"
              + " not known.");

  private final CityParts city;

  ServiceSeries(CityParts city) {
    this.city = city;
  }

  @Override
  public List<Family> families() {
    return List.of(DISTRICT, SERVED, AGE, SERVING, VOTERS, VOTERS_PRESENT, GRID_TIME);
  }

  @Override
  public void addTo(Series series) {
    long now = System.nanoTime();
    for (Place place : city.directory().districts()) {
      String code = place.getCode();
      series.info(
          DISTRICT,
          "district",
          code,
          "name",
          place.getName(),
          "name_en",
          city.directory().englishName(code));
      city.board()
          .district(code)
          .map((Board.DistrictView v) -> v.ageMs(now) / 1000)
          .ifPresent(age -> series.add(AGE, age, "district", code));
    }
    GetStatusResponse status = city.status().status(false);
    for (District district : status.getDistrictsList()) {
      series.add(SERVED, district.getServing() ? 1 : 0, "district", district.getDistrict());
    }
    series.add(SERVING, status.getServing() ? 1 : 0);
    series.add(VOTERS, status.getVoters());
    series.add(
        VOTERS_PRESENT,
        status.getMembersList().stream()
            .filter(Member::getVoter)
            .filter(Member::getPresent)
            .count());
    city.time().nowMs().ifPresent(ms -> series.add(GRID_TIME, ms / 1000.0));
  }
}
