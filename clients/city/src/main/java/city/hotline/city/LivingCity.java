package city.hotline.city;

import city.hotline.client.HotlineClient;
import java.util.List;

/**
 * All the people of a city: citizens call, operators work their shifts, units handle orders,
 * citizens are asked. Nothing here remembers what the grid knows.
 */
final class LivingCity implements AutoCloseable {

  private final HotlineClient client;
  private final Timeline timeline;
  private final Problems problems = new Problems();
  private final Answered answered = new Answered();
  private final Roster roster;
  private final DemoDesk desk;
  private final Citizens citizens;

  LivingCity(HotlineClient client, CityClock time, DemoCity.Options options, Places places) {
    this.client = client;
    this.timeline = new Timeline(time, problems);
    var population = new Population(places.districts());
    var curve = new DayCurve(options.callsPerDay());
    this.roster = new Roster(client, timeline, population, curve, options, places, answered);
    this.desk = new DemoDesk(client, timeline, options.seed(), places.districts());
    this.citizens = new Citizens(client, timeline, population, curve, options.seed(), answered);
  }

  /** Everybody begins. */
  void begin() {
    roster.begin();
    desk.begin();
    citizens.begin();
  }

  /**
   * Whether all that is due was done and answered, and nobody waits for a seat that is free: what
   * happens next, happens because time goes on.
   */
  boolean settled() {
    return timeline.idle()
        && client.outstanding() == 0
        && answered.awaited().stream().noneMatch(roster::anyFree);
  }

  /** The clock was set. */
  void clockSet() {
    timeline.clockSet();
  }

  /** What went wrong here, rather than in the grid. */
  List<String> problems() {
    return problems.lines();
  }

  @Override
  public void close() {
    timeline.close();
    desk.close();
    roster.close();
  }
}
