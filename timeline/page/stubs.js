class Notes { constructor(){ this.count=0; } has(){return false;} editor(){ return h("textarea", {"aria-label":"note"}); } }
class PathPanel { constructor(){ this.open=false; } show(){} get state(){return null;} set state(s){} }
class StubView { constructor(c){ c.append("stub"); } show(){} resize(){} retheme(){} get state(){return "";} set state(s){} key(){return false;} }
class NetworkView extends StubView {} 
